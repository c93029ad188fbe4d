package syntax

import "slices"

// line ends what a declaration on one line skips.
var line = of(NewLine)

// A rule reads a declaration from its keyword on; start is where it began, with
// its decorators.
type rule func(p *parser, start Tok, d Decorated) Decl

// statement pairs a keyword with its rule.
type statement struct {
	word string
	rule rule
}

// statements are what a .bicep file holds.
func (p *parser) statements() []statement {
	if p.file.Params {
		return []statement{
			{"using", (*parser).using},
			{"extends", (*parser).extends},
			{"param", (*parser).paramAssignment},
			{"var", (*parser).variable},
			{"type", (*parser).typeDecl},
			{"import", (*parser).importDecl},
			{"extensionConfig", (*parser).extensionConfig},
			{"extension", (*parser).extension},
			{"provider", (*parser).extension},
		}
	}
	return []statement{
		{"param", (*parser).param},
		{"var", (*parser).variable},
		{"resource", func(p *parser, start Tok, d Decorated) Decl { return p.resource(start, d.Decorators) }},
		{"module", (*parser).module},
		{"output", (*parser).output},
		{"type", (*parser).typeDecl},
		{"func", (*parser).function},
		{"import", (*parser).importDecl},
		{"targetScope", (*parser).targetScope},
		{"metadata", (*parser).metadata},
		{"extension", (*parser).extension},
		{"provider", (*parser).extension},
		{"assert", (*parser).assert},
		{"test", (*parser).test},
	}
}

func (p *parser) program() {
	rules := p.statements()
	first := p.pos
	for {
		p.breaks()
		p.file.Seps = append(p.file.Seps, Run{first, p.pos})
		if p.at(EndOfFile) {
			return
		}
		p.muted = false
		d := p.declaration(rules)
		p.file.Decls = append(p.file.Decls, d)
		first = p.pos
		switch d.(type) {
		case *Bad, *MissingDecl:
			continue
		}
		if p.at(NewLine) || p.at(EndOfFile) || p.tokens[p.pos-1].Kind == NewLine {
			continue
		}
		p.want("the end of the line behind the declaration")
		p.file.Seps = append(p.file.Seps, Run{first, first})
		start := p.pos
		p.skipTo(line)
		p.file.Decls = append(p.file.Decls, p.bad(start))
		first = p.pos
	}
}

func (p *parser) declaration(rules []statement) Decl {
	start := p.pos
	decorators := p.decorators()
	if p.at(Identifier) {
		word := p.text(p.pos)
		for _, s := range rules {
			if s.word == word {
				return s.rule(p, start, Decorated{decorators})
			}
		}
	}
	if len(decorators) > 0 {
		m := &MissingDecl{p.decoratorsSpan(decorators), Decorated{decorators}}
		if p.file.Params {
			p.complain(p.pos, p.unknownDeclaration(rules))
			p.skipTo(line)
			return p.bad(start)
		}
		return m
	}
	p.fail(p.pos, p.unknownDeclaration(rules))
	return p.recover(start, false, line)
}

// otherWords are what people write for a keyword.
var otherWords = []struct{ word, keyword string }{
	{"parameter", "param"}, {"parameters", "param"}, {"params", "param"},
	{"variable", "var"}, {"variables", "var"}, {"let", "var"}, {"const", "var"},
	{"outputs", "output"}, {"resources", "resource"}, {"modules", "module"},
	{"function", "func"}, {"fn", "func"}, {"def", "func"}, {"types", "type"}, {"scope", "targetScope"},
}

// unknownDeclaration is the message for a line that begins with no keyword.
func (p *parser) unknownDeclaration(rules []statement) string {
	const general = "expected a declaration, which begins with a word such as `param`, `var`, `resource`, `module` or `output`"
	if !p.at(Identifier) {
		if p.file.Params {
			return p.expectedMessage("a declaration, such as `using` or `param`")
		}
		return general + ", found " + p.describe(p.pos)
	}
	word := p.text(p.pos)
	if p.file.Params && slices.Contains([]string{"resource", "module", "output", "func", "targetScope", "metadata"}, word) {
		return "`" + word + "` belongs into a .bicep file; a parameter file holds `using`, `extends`, `param`, `var`, `type`, `import` and `extension`"
	}
	best, bestDistance := "", 3
	for _, o := range otherWords {
		if o.word == word {
			best = o.keyword
		}
	}
	if best == "" && len(word) <= 20 {
		for _, s := range rules {
			if d := distance(word, s.word); d < bestDistance && d < len(word) {
				best, bestDistance = s.word, d
			}
		}
	}
	if best != "" {
		return "unknown declaration `" + word + "`; did you mean `" + best + "`?"
	}
	return p.expectedMessage("a declaration")
}

// distance is the number of letters to insert, drop or replace to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// ---- decorators ----

func (p *parser) decorators() []*Decorator {
	var ds []*Decorator
	for p.at(At) {
		d := p.decorator()
		first := p.pos
		if !p.at(NewLine) && !p.at(EndOfFile) {
			p.want("the end of the line behind the decorator")
			p.skipTo(line)
		} else if p.at(EndOfFile) {
			p.want("a declaration behind the decorator")
		}
		p.breaks()
		d.After = Run{first, p.pos}
		ds = append(ds, d)
	}
	return ds
}

// decoratorsSpan is the extent of decorators without a declaration.
func (p *parser) decoratorsSpan(ds []*Decorator) Span {
	end := ds[len(ds)-1].End
	for t := ds[len(ds)-1].After.First; t < ds[len(ds)-1].After.End; t++ {
		if p.tokens[t].Kind != NewLine {
			end = p.tokens[t].End
		}
	}
	return Span{ds[0].Start, end}
}

func (p *parser) decorator() *Decorator {
	start := p.pos
	d := &Decorator{At: p.next()}
	from := p.pos
	if p.at(Identifier) {
		d.Expr = p.identOrDecoratorCall()
		for p.at(Dot) {
			if p.height >= MaxChain {
				d.Expr = p.tooDeep(from, tooLongMessage)
				break
			}
			height := p.height
			d.Expr = p.decoratorMember(d.Expr)
			p.height = max(height, p.height) + 1
		}
	} else {
		p.expected("the name of a decorator")
		d.Expr = p.recover(from, false, line)
	}
	d.Span = p.span(start)
	return d
}

func (p *parser) identOrDecoratorCall() Expr {
	p.height = 1
	if p.peek(1) == LeftParen {
		return p.call(Call{Name: p.name()}, complexLiterals)
	}
	return p.ident()
}

// decoratorMember reads .name or .name(…); there is no .? here.
func (p *parser) decoratorMember(base Expr) Expr {
	dot, name := p.next(), p.memberName()
	if p.at(LeftParen) {
		return p.call(Call{Base: base, Dot: dot, Name: name}, complexLiterals)
	}
	m := &Member{Base: base, Dot: dot, Name: name}
	m.Span = p.spanFrom(base)
	return m
}

// ---- pieces of declarations ----

// name takes an identifier, which is there.
func (p *parser) name() *Name {
	t := p.next()
	return p.mem.names.put(Name{Span: p.tokens[t].Span, Tok: t, Text: p.text(t)})
}

func (p *parser) noName(b *Bad) *Name {
	return p.mem.names.put(Name{Span: b.Span, Skipped: b.Skipped})
}

// declName reads the name of a declaration.
func (p *parser) declName(what string, stop set) *Name {
	if p.at(Identifier) {
		return p.name()
	}
	p.expected("the name of the " + what)
	return p.noName(p.recover(p.pos, false, stop|line))
}

// value reads = expression.
func (p *parser) assigned(quiet bool) (Mark, Expr) {
	m := p.mark(Assign, quiet, line)
	return m, p.exprOr(m.IsMissing(), line)
}

// exprOr reads an expression or what stands in its place.
func (p *parser) exprOr(quiet bool, stop set) Expr {
	start := p.pos
	x := p.expression(complexLiterals)
	if p.failed {
		return p.recover(start, quiet, stop)
	}
	return x
}

// typeOr reads a type or what stands in its place.
func (p *parser) typeOr(quiet, optionalResource bool, stop set) TypeExpr {
	start := p.pos
	t := p.typeOrResource(optionalResource)
	if p.failed {
		return p.recover(start, quiet, stop)
	}
	return t
}

// stringOr reads a string or what stands in its place.
func (p *parser) stringOr(what string, quiet bool, stop set) Expr {
	start := p.pos
	x := p.stringOnly(what)
	if p.failed {
		return p.recover(start, quiet, stop)
	}
	return x
}

// objectOr reads an object or what stands in its place.
func (p *parser) objectOr(quiet bool) Expr {
	start := p.pos
	x := p.object(complexLiterals)
	if p.failed {
		return p.recover(start, quiet, line)
	}
	return x
}
