package syntax

import (
	"strconv"

	"moat/analyzer/diag"
)

// object reads {…}.
func (p *parser) object(fl flags) Expr {
	if p.depth >= MaxDepth {
		return p.tooDeep(p.pos, tooDeepMessage)
	}
	p.depth++
	defer func() { p.depth-- }()

	start, problems := p.pos, len(p.problems)
	o := Object{Open: p.expect(LeftBrace)}
	if p.failed {
		return nil
	}
	entries, seps, height := p.mem.entries.len(), p.mem.seps.len(), 1
	p.listed(RightBrace, func() {
		p.height = 1
		p.mem.entries.push(p.entry(fl))
		height = max(height, p.height)
	})
	o.Entries, o.Seps = p.mem.entries.pop(entries), p.mem.seps.pop(seps)
	o.Close = p.closing(o.Open, RightBrace, problems)
	p.height = height + 1
	o.Span = p.span(start)
	return p.mem.objects.put(o)
}

// closing takes the bracket of kind k that closes open. Where it is missing,
// the end of the file or a declaration has stopped the list, and what was read
// of it is kept. The problem stands at the end of the file, as the compiler has
// it; at the very end, problems of the elements are its consequences, so they
// are dropped down to the first problems ones.
func (p *parser) closing(open Tok, k Kind, problems int) Tok {
	t := p.take(k)
	if t != 0 || p.muted {
		return t
	}
	message := "expected " + k.quoted() + " to close the " + p.tokens[open].Kind.quoted() + " of line " + p.lineOf(open)
	if p.at(EndOfFile) {
		p.problems = p.problems[:min(problems, len(p.problems))]
	} else {
		next := p.pastBreaks(p.pos)
		message += " in front of the `" + p.text(next) + "` of line " + p.lineOf(next)
	}
	p.complain(Tok(len(p.tokens)-1), message)
	return 0
}

func (p *parser) lineOf(t Tok) string {
	return strconv.Itoa(p.file.Source.Position(int(p.tokens[t].Start)).Line)
}

// entry reads one entry of an object.
func (p *parser) entry(fl flags) Entry {
	if fl&nestedResources != 0 && (p.at(At) || p.atWord("resource") && p.peek(1) == Identifier) {
		return p.nested()
	}
	start := p.pos
	if p.at(Ellipsis) {
		return p.spread(of(Comma, NewLine, RightBrace))
	}
	prop := p.mem.properties.put(Property{})
	prop.Key = p.propertyKey("the name of a property", of(Colon, NewLine, RightBrace))
	stop := of(NewLine, RightBrace)
	prop.Colon = p.mark(Colon, isBad(prop.Key), stop)
	from := p.pos
	prop.Value = p.expression(complexLiterals)
	if p.failed {
		prop.Value = p.recover(from, prop.Colon.IsMissing(), stop)
	}
	prop.Span = p.span(start)
	return prop
}

// propertyKey reads the key of an entry.
func (p *parser) propertyKey(what string, stop set) Key {
	start := p.pos
	switch p.kind() {
	case Identifier:
		return p.name()
	case StringComplete, StringLeft:
		if s, ok := p.stringOnly(what).(*String); ok {
			return s
		}
	case True, False, Null:
		word := p.kind().String()
		p.fail(p.pos, "the word `"+word+"` as the name of a property stands in quotes: '"+word+"'")
	default:
		p.expected(what)
	}
	return p.recover(start, false, stop)
}

func (p *parser) spread(stop set) *Spread {
	start := p.pos
	s := &Spread{Ellipsis: p.next()}
	from := p.pos
	s.Value = p.expression(complexLiterals)
	if p.failed {
		s.Value = p.recover(from, false, stop)
	}
	s.Span = p.span(start)
	return s
}

// nested reads a resource inside a resource's object.
func (p *parser) nested() Entry {
	start := p.pos
	decorators := p.decorators()
	if p.atWord("resource") {
		return p.resource(start, decorators)
	}
	if len(decorators) > 0 {
		return &MissingDecl{p.decoratorsSpan(decorators), Decorated{decorators}}
	}
	p.expected("`resource`")
	return p.recover(start, false, of(NewLine))
}

// array reads […].
func (p *parser) array() Expr {
	start, problems := p.pos, len(p.problems)
	a := Array{Open: p.next()}
	items, seps, height := p.mem.exprs.len(), p.mem.seps.len(), 1
	p.listed(RightSquare, func() {
		from := p.pos
		if p.at(Ellipsis) {
			p.mem.exprs.push(p.spread(of(Comma, NewLine, RightSquare)))
			height = max(height, p.height)
			return
		}
		x := p.expression(complexLiterals)
		if p.failed {
			x = p.recover(from, false, of(NewLine, RightSquare))
		} else {
			height = max(height, p.height)
		}
		p.mem.exprs.push(x)
	})
	a.Items, a.Seps = p.mem.exprs.pop(items), p.mem.seps.pop(seps)
	a.Close = p.closing(a.Open, RightSquare, problems)
	p.height = height + 1
	a.Span = p.span(start)
	return p.mem.arrays.put(a)
}

// forLoop reads [for …]. The body of a declaration's loop is an object or an
// if.
func (p *parser) forLoop(fl flags, declaration bool) Expr {
	start := p.pos
	f := &For{Open: p.next(), NewLinesOpen: p.breaks()}
	if f.Keyword = p.expectWord("for"); p.failed {
		return nil
	}
	stop := of(RightSquare, NewLine)
	problems := len(p.problems)
	if f.Locals = p.loopVariables(); p.failed {
		return nil
	}
	f.In = p.markWord("in", len(p.problems) > problems, stop)
	height := 1
	expr := func(read func() Expr, quiet bool, stop set) Expr {
		from := p.pos
		x := read()
		if p.failed {
			return p.recover(from, quiet, stop)
		}
		height = max(height, p.height)
		return x
	}
	f.Items = expr(func() Expr { return p.expression(complexLiterals) }, f.In.IsMissing(), stop|of(Colon))
	f.Colon = p.mark(Colon, isBad(f.Items), stop)
	f.Body = expr(func() Expr {
		if declaration {
			return p.loopBody(fl)
		}
		return p.expression(fl | complexLiterals)
	}, f.Colon.IsMissing(), stop)
	if _, skipped := f.Body.(*Bad); !skipped {
		f.NewLinesClose = p.breaks()
	}
	f.Close = p.mark(RightSquare, isBad(f.Body), stop)
	p.height = height + 1
	f.Span = p.span(start)
	return f
}

func (p *parser) loopBody(fl flags) Expr {
	switch {
	case p.at(LeftBrace):
		return p.object(fl)
	case p.atWord("if"):
		return p.condition(fl, true)
	}
	p.expected("the object `{…}` of each item, or `if`")
	return nil
}

func (p *parser) loopVariables() *Locals {
	start := p.pos
	switch p.kind() {
	case Identifier:
		n := p.name()
		return &Locals{Span: n.Span, Vars: []Local{n}, Seps: []Run{{n.Tok, n.Tok}, {p.pos, p.pos}}}
	case LeftParen:
		problems := len(p.problems)
		var items []Node
		list := p.parenthesized(false, func() Node { return p.expression(0) }, func(n Node) { items = append(items, n) })
		l := p.locals(start, list, items)
		if len(items) != 2 && len(p.problems) == problems && !p.muted {
			p.report(diag.Syntax, l.Span, "expected two variables in the parentheses: the item and its index")
		}
		return l
	}
	p.want("the name of the loop's variable, or `(item, index)`")
	b := p.bad(start)
	return &Locals{Span: b.Span, Vars: []Local{b}, Seps: []Run{{start, start}, {start, start}}}
}

// condition reads if (…) {…}.
func (p *parser) condition(fl flags, inLoop bool) Expr {
	start := p.pos
	c := &If{Keyword: p.next()}
	stop := of(NewLine)
	if inLoop {
		stop |= of(RightSquare)
	}
	from := p.pos
	c.Cond = p.parenExpr(fl &^ nestedResources)
	if p.failed {
		c.Cond = p.recover(from, false, stop|of(LeftBrace))
	}
	paren, ok := c.Cond.(*Paren)
	quiet := isBad(c.Cond) || ok && paren.Close.IsMissing() || !ok
	height := p.height
	from = p.pos
	c.Body = p.object(fl)
	if p.failed {
		c.Body = p.recover(from, quiet, stop)
	}
	p.height = max(height, p.height) + 1
	c.Span = p.span(start)
	return c
}

// parenExpr reads (x), which can't be a lambda.
func (p *parser) parenExpr(fl flags) Expr {
	start := p.pos
	var items []Node
	height := 1
	list := p.parenthesized(true, func() Node {
		x := p.expression(fl)
		if !p.failed {
			height = max(height, p.height)
		}
		return x
	}, func(n Node) { items = append(items, n) })
	if p.failed {
		return nil
	}
	x := &Paren{Open: list.open, Close: list.close}
	var inner Node
	x.NewLinesOpen, inner, x.NewLinesClose = p.onlyItem(list, items)
	x.Inner = inner.(Expr)
	p.height = height + 1
	x.Span = p.span(start)
	return x
}
