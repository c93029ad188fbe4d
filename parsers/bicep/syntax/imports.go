package syntax

// Imports, extensions and the declarations of .bicepparam files.

// importDecl reads a compile-time import, or the older form of an extension,
// which a string tells apart.
func (p *parser) importDecl(start Tok, d Decorated) Decl {
	if k := p.peek(1); !p.file.Params && (k == StringComplete || k == StringLeft) {
		return p.extension(start, d)
	}
	n := &Import{Decorated: d, Keyword: p.next()}
	from := p.pos
	switch p.kind() {
	case LeftBrace:
		n.Symbols = p.importList()
	case Asterisk:
		all := &ImportAll{Star: p.next()}
		if all.As = p.expectWord("as"); !p.failed && !p.at(Identifier) {
			p.expected("the name to import under")
		}
		if p.failed {
			n.Symbols = p.recover(from, false, line)
			break
		}
		all.Alias = p.name()
		all.Span = p.span(from)
		n.Symbols = all
	default:
		p.want("`{` and the names to import, or `* as` and a name for them all")
		if !p.at(EndOfFile) && !p.at(NewLine) && !p.at(Identifier) {
			p.next()
		}
		n.Symbols = p.bad(from)
	}
	n.From = p.markWord("from", isBad(n.Symbols) && !p.at(Identifier), line)
	n.Path = p.stringOr("the path to import from in quotes", n.From.IsMissing(), line)
	n.Span = p.span(start)
	return n
}

func (p *parser) importList() *ImportList {
	start, problems := p.pos, len(p.problems)
	l := &ImportList{Open: p.next()}
	seps := p.mem.seps.len()
	p.listed(RightBrace, func() { l.Items = append(l.Items, p.importItem()) })
	l.Seps = p.mem.seps.pop(seps)
	l.Close = p.closing(l.Open, RightBrace, problems)
	l.Span = p.span(start)
	return l
}

func (p *parser) importItem() ImportItem {
	start := p.pos
	n := &ImportName{}
	switch p.kind() {
	case Identifier:
		n.Original = p.name()
	case StringComplete, StringLeft:
		switch s := p.interpolated().(type) {
		case *String:
			if _, ok := s.Literal(); !ok {
				p.complain(start, "the name to import can't hold ${…}")
			}
			n.Original = s
		case *Bad:
			n.Original = s
		}
	default:
		p.want("the name to import")
		if !p.at(NewLine) {
			p.next()
		}
		n.Original = p.bad(start)
	}
	if p.atWord("as") {
		n.As = p.next()
		if p.at(Identifier) {
			n.Alias = p.name()
		} else {
			p.expected("a name")
			n.Alias = p.noName(p.recover(p.pos, false, of(Comma, NewLine, RightBrace)))
		}
	} else if _, quoted := n.Original.(*String); quoted {
		p.complain(start, "a quoted name needs a plain one to be used by: add `as name`")
	}
	n.Span = p.span(start)
	return n
}

// extension reads an extension under any of its keywords.
func (p *parser) extension(start Tok, d Decorated) Decl {
	n := &Extension{Decorated: d, Keyword: p.next()}
	if p.at(Identifier) {
		n.Spec = p.name()
	} else {
		n.Spec = p.stringOr("the name of the extension", false, line).(Key)
	}
	quiet := isBad(n.Spec)
	if !p.at(EndOfFile) && !p.at(NewLine) && !p.atWord("as") {
		n.With, n.Config = p.with("`with`, `as` or the end of the line", quiet)
		quiet = n.With.IsMissing()
	}
	if !p.at(EndOfFile) && !p.at(NewLine) {
		from := p.pos
		if p.atWord("as") {
			n.As = Mark{Tok: p.next()}
			n.Alias = p.declName("extension's alias", 0)
		} else {
			p.expected("`as` or the end of the line")
			n.As = p.recoverMark(from, quiet, line)
			n.Alias = p.noName(p.bad(p.pos))
		}
	}
	n.Span = p.span(start)
	return n
}

// with reads with {…}.
func (p *parser) with(what string, quiet bool) (Mark, Expr) {
	if p.atWord("with") {
		return Mark{Tok: p.next()}, p.objectOr(false)
	}
	p.expected(what)
	m := p.recoverMark(p.pos, quiet, line)
	return m, p.bad(p.pos)
}

func (p *parser) using(start Tok, d Decorated) Decl {
	n := &Using{Decorated: d, Keyword: p.next()}
	const what = "the path of a template in quotes, or `none`"
	quiet := false
	if p.atWord("none") {
		n.None = p.next()
	} else {
		n.Path = p.stringOr(what, false, line)
		quiet = isBad(n.Path)
		if s, ok := n.Path.(*String); ok {
			if _, ok := s.Literal(); !ok {
				p.complain(start+1, "the path can't hold ${…}")
			}
		}
	}
	if !p.at(EndOfFile) && !p.at(NewLine) {
		n.With, n.Config = p.with("`with` or the end of the line", quiet)
	}
	n.Span = p.span(start)
	return n
}

func (p *parser) extends(start Tok, d Decorated) Decl {
	n := &Extends{Decorated: d, Keyword: p.next()}
	n.Path = p.stringOr("the path of a parameter file in quotes", false, line)
	n.Span = p.span(start)
	return n
}

func (p *parser) paramAssignment(start Tok, d Decorated) Decl {
	n := &ParamAssignment{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("parameter", of(Identifier, Assign))
	n.Assign, n.Value = p.assigned(n.Name.IsMissing())
	n.Span = p.span(start)
	return n
}

func (p *parser) extensionConfig(start Tok, d Decorated) Decl {
	n := &ExtensionConfig{Decorated: d, Keyword: p.next()}
	n.Name = p.declName("extension", of(Identifier))
	n.With, n.Config = p.with("`with`", n.Name.IsMissing())
	n.Span = p.span(start)
	return n
}
