package syntax

// The declarations of a .bicep file.

func (p *parser) targetScope(start Tok, d Decorated) Decl {
	n := &TargetScope{Decorated: d, Keyword: p.next()}
	n.Assign, n.Value = p.assigned(false)
	n.Span = p.span(start)
	return n
}

func (p *parser) metadata(start Tok, d Decorated) Decl {
	n := &Metadata{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("metadata", of(Assign))
	n.Assign, n.Value = p.assigned(n.Name.IsMissing())
	n.Span = p.span(start)
	return n
}

func (p *parser) param(start Tok, d Decorated) Decl {
	n := &Param{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("parameter", of(Identifier))
	n.Type = p.typeOr(n.Name.IsMissing(), false, line|of(Assign, LeftBrace))
	switch from := p.pos; {
	case p.at(NewLine), p.at(EndOfFile):
	case p.at(Assign):
		n.Assign = p.next()
		n.Default = p.exprOr(false, line)
	default:
		p.expected("`=` and a default value, or the end of the line")
		n.Default = p.recover(from, isBad(n.Type), line)
	}
	n.Span = p.span(start)
	return n
}

func (p *parser) variable(start Tok, d Decorated) Decl {
	n := &Var{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("variable", of(Identifier))
	quiet := n.Name.IsMissing()
	switch p.kind() {
	case EndOfFile, NewLine, Assign:
	default:
		n.Type = p.typeOr(quiet, false, line|of(Assign))
		quiet = isBad(n.Type)
	}
	n.Assign, n.Value = p.assigned(quiet)
	n.Span = p.span(start)
	return n
}

func (p *parser) typeDecl(start Tok, d Decorated) Decl {
	n := &Type{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("type", of(Assign))
	n.Assign = p.mark(Assign, n.Name.IsMissing(), line)
	n.Value = p.typeOr(n.Name.IsMissing() || n.Assign.IsMissing(), false, line|of(Assign, LeftBrace))
	n.Span = p.span(start)
	return n
}

func (p *parser) output(start Tok, d Decorated) Decl {
	n := &Output{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("output", of(Identifier))
	n.Type = p.typeOr(n.Name.IsMissing(), true, line|of(Assign))
	n.Assign, n.Value = p.assigned(isBad(n.Type))
	n.Span = p.span(start)
	return n
}

func (p *parser) assert(start Tok, d Decorated) Decl {
	n := &Assert{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("assertion", of(Assign))
	n.Assign, n.Value = p.assigned(n.Name.IsMissing())
	n.Span = p.span(start)
	return n
}

func (p *parser) function(start Tok, d Decorated) Decl {
	n := &Func{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("function", of(LeftParen, Assign))
	if !p.at(LeftParen) {
		n.Open = p.mark(LeftParen, n.Name.IsMissing(), line)
		n.Seps = []Run{{p.pos, p.pos}}
		n.Result, n.Body = p.bad(p.pos), p.bad(p.pos)
		n.NewLines = Run{p.pos, p.pos}
		n.Span = p.span(start)
		return n
	}
	stop := line | of(RightParen)
	list := p.parenthesized(true, func() Node {
		from := p.pos
		t := &TypedName{}
		if p.at(Identifier) {
			t.Name = p.name()
		} else {
			p.want("the name of a parameter")
			t.Name = p.noName(p.bad(p.pos))
		}
		t.Type = p.typeOr(t.Name.IsMissing(), false, stop|of(Comma))
		t.Span = p.span(from)
		return t
	}, func(x Node) { n.Params = append(n.Params, x.(FuncParam)) })
	n.Open, n.Seps, n.Close = Mark{Tok: list.open}, list.seps, list.close
	n.Result = p.typeOr(n.Close.IsMissing(), false, stop|of(Arrow))
	n.Arrow = p.mark(Arrow, isBad(n.Result), stop)
	n.NewLines = Run{p.pos, p.pos}
	if !n.Arrow.IsMissing() {
		n.NewLines = p.bodyBreaks()
	}
	n.Body = p.exprOr(n.Arrow.IsMissing(), stop)
	n.Span = p.span(start)
	return n
}

const stringStart = 1<<StringComplete | 1<<StringLeft

func (p *parser) resource(start Tok, ds []*Decorator) *Resource {
	n := &Resource{Decorated: Decorated{ds}, Keyword: p.next()}
	n.Name = p.declName("resource", stringStart)
	n.Type = p.stringOr("the resource type in quotes, as in 'Namespace/type@version'", n.Name.IsMissing(), line|of(Assign))
	if p.atWord("existing") {
		n.Existing = p.next()
	}
	n.Assign, n.NewLines, n.Body = p.body(isBad(n.Type), complexLiterals|nestedResources)
	n.Span = p.span(start)
	return n
}

func (p *parser) module(start Tok, d Decorated) Decl {
	n := &Module{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("module", stringStart)
	n.Path = p.stringOr("the path of the module in quotes", n.Name.IsMissing(), line|of(Assign))
	n.Assign, n.NewLines, n.Body = p.body(isBad(n.Path), complexLiterals)
	n.Span = p.span(start)
	return n
}

// body reads = and the body of a resource or module.
func (p *parser) body(quiet bool, fl flags) (assign Mark, breaks Run, body Expr) {
	assign = p.mark(Assign, quiet, line|of(LeftBrace))
	breaks = Run{p.pos, p.pos}
	if !assign.IsMissing() && p.isWord(p.pastBreaks(p.pos), "if") {
		breaks = p.breaks()
	}
	start := p.pos
	switch {
	case p.at(LeftBrace):
		body = p.object(fl)
	case p.at(LeftSquare):
		body = p.forLoop(fl, true)
	case p.atWord("if"):
		body = p.condition(fl, false)
	default:
		p.expected("a body: `{`, `if` or `[for`")
	}
	if p.failed {
		body = p.recover(start, assign.IsMissing(), line)
	}
	return assign, breaks, body
}

func (p *parser) test(start Tok, d Decorated) Decl {
	n := &Test{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("test", stringStart)
	n.Path = p.stringOr("the path of the tested file in quotes", n.Name.IsMissing(), line|of(Assign))
	n.Assign = p.mark(Assign, isBad(n.Path), line|of(LeftBrace))
	n.Body = p.objectOr(n.Assign.IsMissing())
	n.Span = p.span(start)
	return n
}
