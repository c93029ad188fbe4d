package syntax

import (
	"moat/analyzer/diag"
	"slices"
	"strconv"
)

// flags say what an expression may hold where it stands.
type flags uint8

const (
	// complexLiterals allows {…} and […], which are banned in holes of strings
	// and in loop variables.
	complexLiterals flags = 1 << iota
	// nestedResources allows resources among the entries of an object.
	nestedResources
)

// expression reads any expression. Like every rule here it returns nil after a
// failure, and sets p.height.
func (p *parser) expression(fl flags) Expr {
	if p.depth >= MaxDepth {
		return p.tooDeep(p.pos, tooDeepMessage)
	}
	p.depth++
	defer func() { p.depth-- }()

	cond := p.binary(fl, 0)
	if p.failed {
		return nil
	}
	if p.tokens[p.pastBreaks(p.pos)].Kind != Question {
		return cond
	}
	return p.ternary(cond, fl)
}

func (p *parser) ternary(cond Expr, fl flags) Expr {
	height := p.height
	t := &Ternary{Cond: cond, NewLinesQuestion: p.breaks(), Question: p.next()}
	start := p.pos
	t.Then = p.expression(fl)
	if p.failed {
		t.Then = p.recover(start, false, closersAndBreak|of(Colon))
	} else {
		height = max(height, p.height)
	}
	if _, skipped := t.Then.(*Bad); !skipped && p.tokens[p.pastBreaks(p.pos)].Kind == Colon {
		t.NewLinesColon = p.breaks()
	}
	t.Colon = p.mark(Colon, isBad(t.Then), closersAndBreak)
	start = p.pos
	t.Else = p.expression(fl)
	if p.failed {
		t.Else = p.recover(start, t.Colon.IsMissing(), closersAndBreak)
	} else {
		height = max(height, p.height)
	}
	p.height = height + 1
	t.Span = p.spanFrom(cond)
	return t
}

// precedences are those of the binary operators; all lean to the left.
var precedences = [...]int8{
	Asterisk: 7, Slash: 7, Percent: 7,
	Plus: 6, Minus: 6,
	Less: 5, LessEqual: 5, Greater: 5, GreaterEqual: 5,
	Equals: 4, NotEquals: 4, EqualsFold: 4, NotEqualsFold: 4,
	And: 3, Or: 2, DoubleQuestion: 1,
}

func precedence(k Kind) int8 {
	if int(k) < len(precedences) {
		return precedences[k]
	}
	return 0
}

// binary reads a chain of operators that bind tighter than above.
func (p *parser) binary(fl flags, above int8) Expr {
	start := p.pos
	left := p.unary(fl)
	if p.failed {
		return nil
	}
	for {
		op := p.kind()
		prec := precedence(op)
		if prec <= above {
			return left
		}
		height := p.height
		if height >= MaxChain {
			return p.tooDeep(start, tooLongMessage)
		}
		b := &Binary{Left: left, Op: op, Tok: p.next()}
		from := p.pos
		b.Right = p.binary(fl, prec)
		if p.failed {
			b.Right = p.recover(from, false, closersAndBreak)
		}
		p.height = max(height, p.height) + 1
		b.Span = p.spanFrom(left)
		left = b
	}
}

func (p *parser) unary(fl flags) Expr {
	op := p.kind()
	if op != Exclamation && op != Minus {
		return p.memberChain(fl)
	}
	start := p.pos
	u := &Unary{Op: op, Tok: p.next()}
	from := p.pos
	u.Operand = p.memberChain(fl)
	if p.failed {
		u.Operand = p.recover(from, false, closersAndBreak)
		p.height = 1
	}
	p.height++
	u.Span = p.span(start)
	return u
}

// memberChain reads a primary expression and the accesses behind it.
func (p *parser) memberChain(fl flags) Expr {
	start := p.pos
	x := p.primary(fl)
	for !p.failed {
		switch p.kind() {
		case LeftSquare, Dot, DoubleColon, Exclamation:
			if p.height >= MaxChain {
				return p.tooDeep(start, tooLongMessage)
			}
		}
		height := p.height
		switch p.kind() {
		case LeftSquare:
			x = p.index(x, fl)
			p.height = max(height, p.height) + 1
		case Dot:
			x = p.member(x, fl)
			p.height = max(height, p.height) + 1
		case DoubleColon:
			m := &ResourceMember{Base: x, Colons: p.next()}
			m.Name = p.memberName()
			m.Span = p.spanFrom(x)
			x = m
			p.height++
		case Exclamation:
			n := &NonNull{Base: x, Bang: p.next()}
			n.Span = p.spanFrom(x)
			x = n
			p.height++
		default:
			return x
		}
	}
	return nil
}

func (p *parser) index(base Expr, fl flags) Expr {
	x := &Index{Base: base, Open: p.next(), Safe: p.take(Question), FromEnd: p.take(Caret)}
	if p.at(RightSquare) {
		p.complain(p.pos, "expected an index between the brackets")
		x.Index = p.bad(p.pos)
	} else if x.Index = p.expression(fl); p.failed {
		return nil
	}
	if x.Close = p.expect(RightSquare); p.failed {
		return nil
	}
	x.Span = p.spanFrom(base)
	return x
}

func (p *parser) member(base Expr, fl flags) Expr {
	dot, safe := p.next(), p.take(Question)
	name := p.memberName()
	if !p.at(LeftParen) {
		m := p.mem.members.put(Member{Base: base, Dot: dot, Safe: safe, Name: name})
		m.Span = p.spanFrom(base)
		return m
	}
	if safe != 0 {
		p.complain(safe, "a function can't be called through .?; write . instead")
	}
	return p.call(Call{Base: base, Dot: dot, Safe: safe, Name: name}, fl)
}

// memberName reads the name behind a dot; where it is missing, nothing is
// skipped.
func (p *parser) memberName() *Name {
	if p.at(Identifier) {
		return p.name()
	}
	p.want("the name of a property or function")
	return p.noName(p.bad(p.pos))
}

// call reads the arguments of c.
func (p *parser) call(c Call, fl flags) Expr {
	start := p.pos
	if c.Base == nil {
		start = c.Name.Tok
	}
	c.Open = p.next()
	items, seps, height := p.mem.exprs.len(), p.mem.seps.len(), 1
	p.arguments(RightParen, func() {
		from := p.pos
		x := p.expression(fl)
		if p.failed {
			x = p.recover(from, false, of(NewLine, Comma, RightParen))
		} else {
			height = max(height, p.height)
		}
		p.mem.exprs.push(x)
	})
	c.Args, c.Seps = p.mem.exprs.pop(items), p.mem.seps.pop(seps)
	if c.Close = p.take(RightParen); c.Close == 0 {
		p.want("`)`")
	}
	p.height = height + 1
	if c.Base != nil {
		c.Span = p.spanFrom(c.Base)
	} else {
		c.Span = p.span(start)
	}
	return p.mem.calls.put(c)
}

func (p *parser) primary(fl flags) Expr {
	p.height = 1
	switch k := p.kind(); k {
	case Integer:
		if n := p.integer(); n != nil {
			return n
		}
		return nil
	case True, False:
		s := p.tokens[p.pos].Span
		return p.mem.bools.put(Bool{s, p.next(), k == True})
	case Null:
		s := p.tokens[p.pos].Span
		return &NullLit{s, p.next()}
	case StringComplete, StringLeft:
		return p.interpolated()
	case LeftBrace, LeftSquare:
		switch {
		case fl&complexLiterals == 0:
			p.fail(p.pos, "objects and arrays can't be written here; put the value into a variable")
			return nil
		case k == LeftBrace:
			return p.object(fl)
		case p.isWord(p.pastBreaks(p.pos+1), "for"):
			return p.forLoop(fl, false)
		default:
			return p.array()
		}
	case LeftParen:
		return p.parenOrLambda(fl)
	case Identifier:
		return p.identOrCall(fl)
	}
	p.expected("an expression")
	return nil
}

func (p *parser) integer() *Int {
	v, err := strconv.ParseUint(p.text(p.pos), 10, 64)
	if err != nil { // only of range: the lexer takes digits alone
		p.fail(p.pos, "this number is too large; integers have 64 bits")
		return nil
	}
	s := p.tokens[p.pos].Span
	return p.mem.ints.put(Int{s, p.next(), v})
}

func (p *parser) identOrCall(fl flags) Expr {
	switch p.peek(1) {
	case LeftParen:
		return p.call(Call{Name: p.name()}, fl)
	case Arrow:
		n := p.name()
		locals := &Locals{Span: n.Span, Vars: []Local{n}, Seps: []Run{{n.Tok, n.Tok}, {p.pos, p.pos}}}
		return p.lambda(locals)
	}
	return p.ident()
}

func (p *parser) ident() *Ident {
	t := p.next()
	return p.mem.idents.put(Ident{p.tokens[t].Span, t, p.text(t)})
}

// lambda reads from the arrow on.
func (p *parser) lambda(locals *Locals) Expr {
	l := &Lambda{Locals: locals, Arrow: p.next()}
	l.NewLines = p.bodyBreaks()
	start := p.pos
	l.Body = p.expression(complexLiterals)
	if p.failed {
		l.Body = p.recover(start, false, of(NewLine, RightParen))
		p.height = 1
	}
	p.height++
	l.Span = p.spanFrom(locals)
	return l
}

// declarationWords end an unfinished function or lambda where they begin a
// line.
var declarationWords = []string{"assert", "import", "metadata", "param", "var", "resource", "output", "module", "type"}

// bodyBreaks takes the line breaks behind an arrow, unless what follows is
// rather the next declaration.
func (p *parser) bodyBreaks() Run {
	after := p.pastBreaks(p.pos)
	if p.tokens[after].Kind == Identifier && slices.Contains(declarationWords, p.text(after)) {
		return Run{p.pos, p.pos}
	}
	return p.breaks()
}

// parenOrLambda reads (x), or (x, y) => body.
func (p *parser) parenOrLambda(fl flags) Expr {
	start, height := p.pos, 1
	var items []Node
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
	if p.at(Arrow) {
		l := p.locals(start, list, items)
		return p.lambda(l)
	}
	p.height = height + 1
	x := &Paren{Open: list.open, Close: list.close}
	var inner Node
	x.NewLinesOpen, inner, x.NewLinesClose = p.onlyItem(list, items)
	x.Inner = inner.(Expr)
	x.Span = p.span(start)
	return x
}

// onlyItem is the one item of a parenthesized list; if there are none or more,
// it reports that and gives a *Bad.
func (p *parser) onlyItem(list parenthesized, items []Node) (before Run, inner Node, after Run) {
	last := len(list.seps) - 1
	before, after = list.seps[0], list.seps[last]
	comma := false
	for t := after.First; t < after.End; t++ {
		comma = comma || p.tokens[t].Kind == Comma
	}
	if len(items) == 1 && !comma {
		return before, items[0], after
	}
	if len(items) == 0 {
		at := p.tokens[list.open].End
		if !p.muted {
			p.report(diag.Syntax, Span{at, at}, "expected an expression between the parentheses")
		}
		return before, &Bad{Span{p.tokens[before.End].Start, p.tokens[before.End].Start}, Run{before.End, before.End}}, Run{before.End, before.End}
	}
	run := Run{list.runs[0].First, after.End}
	for p.tokens[run.End-1].Kind == NewLine {
		run.End--
	}
	span := p.runSpan(run)
	if !p.muted {
		p.report(diag.Syntax, span, "parentheses hold exactly one expression")
	}
	return before, &Bad{span, run}, Run{run.End, after.End}
}

// runSpan is the extent of a run that isn't empty.
func (p *parser) runSpan(r Run) Span {
	return Span{p.tokens[r.First].Start, p.tokens[r.End-1].End}
}

// locals takes the expressions of a list for variables.
func (p *parser) locals(start Tok, list parenthesized, items []Node) *Locals {
	l := &Locals{Open: list.open, Seps: list.seps, Close: list.close, Vars: make([]Local, len(items))}
	for i, n := range items {
		switch n := n.(type) {
		case *Ident:
			l.Vars[i] = p.mem.names.put(Name{Span: n.Span, Tok: n.Tok, Text: n.Name})
		case *Bad:
			l.Vars[i] = n
		default:
			p.complain(list.runs[i].First, "expected the name of a variable")
			l.Vars[i] = &Bad{p.runSpan(list.runs[i]), list.runs[i]}
		}
	}
	l.Span = p.span(start)
	return l
}

// interpolated reads a string, which may have holes. A string that isn't closed
// gives a *Bad; the lexer has reported it.
func (p *parser) interpolated() Expr {
	start := p.pos
	s := p.mem.strings.put(String{})
	s.Multiline, s.Dollars = stringForm(p.text(start))
	segments, holes, height := p.mem.segments.len(), p.mem.exprs.len(), 1
	ok := true
	for {
		k := p.kind()
		value, complete := "", false
		if s.Multiline {
			value, complete = decodeMultiline(p.text(p.pos), k, int(s.Dollars))
		} else {
			value, complete = decodeLine(p.text(p.pos), k)
		}
		ok = ok && complete
		p.mem.segments.push(Segment{p.next(), value})
		if k == StringComplete || k == StringRight {
			break
		}
		p.mem.exprs.push(p.hole())
		height = max(height, p.height)
		if !p.at(StringMiddle) && !p.at(StringRight) {
			ok = false
			break
		}
	}
	s.Segments, s.Holes = p.mem.segments.pop(segments), p.mem.exprs.pop(holes)
	p.height = height + 1
	if !ok {
		p.height = 1
		return p.bad(start)
	}
	s.Span = p.span(start)
	return s
}

// stringForm says what sort of string begins with the token text.
func stringForm(text string) (multiline bool, dollars int32) {
	for dollars < int32(len(text)) && text[dollars] == '$' {
		dollars++
	}
	return dollars > 0 || len(text) > 2 && text[1] == '\'', dollars
}

// hole reads an expression up to the string's next piece.
func (p *parser) hole() Expr {
	start := p.pos
	stop := of(StringMiddle, StringRight, NewLine)
	x := p.expression(0)
	if p.failed {
		return p.recover(start, false, stop)
	}
	if !stop.has(p.kind()) {
		p.expected("`}` behind the expression")
		return p.recover(start, false, stop)
	}
	return x
}

// stringOnly reads a string where the grammar wants one; what names it.
func (p *parser) stringOnly(what string) Expr {
	start := p.pos
	if !p.at(StringComplete) && !p.at(StringLeft) {
		p.expected(what)
		return nil
	}
	x := p.interpolated()
	if _, bad := x.(*Bad); bad {
		p.fail(start, "") // the lexer has reported what is wrong in it
		return nil
	}
	return x
}
