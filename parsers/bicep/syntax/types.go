package syntax

// typeOrResource reads a type where the experimental resource type may stand;
// an output may leave its name out.
func (p *parser) typeOrResource(optional bool) TypeExpr {
	if !p.atWord("resource") || p.peek(1) == Less {
		return p.typeExpr()
	}
	start := p.pos
	t := &TypeResource{Keyword: p.next()}
	if !optional || p.at(StringComplete) || p.at(StringLeft) {
		from := p.pos
		t.Type = p.stringOnly("the resource type, as in 'Namespace/type@version'")
		if p.failed {
			t.Type = p.recover(from, false, of(Assign, NewLine))
		}
	}
	t.Span = p.span(start)
	return t
}

// atBar says whether a union goes on here, perhaps on the next line.
func (p *parser) atBar() bool {
	return p.at(Pipe) || p.at(NewLine) && p.peek(1) == Pipe
}

// bar takes the line breaks and the bar in front of a union's member.
func (p *parser) bar() Run {
	r := p.breaks()
	p.next()
	r.End = p.pos
	return r
}

// typeExpr reads any type; see expression.
func (p *parser) typeExpr() TypeExpr {
	if p.depth >= MaxDepth {
		return p.tooDeep(p.pos, tooDeepMessage)
	}
	p.depth++
	defer func() { p.depth-- }()

	start := p.pos
	lead := Run{start, start}
	leading := p.atBar()
	if leading {
		lead = p.bar()
	}
	first := p.unaryType()
	if p.failed {
		return nil
	}
	if !leading && !p.atBar() {
		return first
	}
	height := p.height
	u := &TypeUnion{Members: []TypeExpr{first}, Seps: []Run{lead}}
	for p.atBar() {
		u.Seps = append(u.Seps, p.bar())
		from := p.pos
		var m TypeExpr
		if p.at(NewLine) {
			p.want("a type behind the bar; to break the line, put the bar in front")
			m = p.bad(from)
		} else if m = p.unaryType(); p.failed {
			m = p.recover(from, false, closersAndBreak|of(Comma, Greater, Pipe, Assign))
		} else {
			height = max(height, p.height)
		}
		u.Members = append(u.Members, m)
	}
	p.height = height + 1
	u.Span = p.span(start)
	return u
}

func (p *parser) unaryType() TypeExpr {
	start := p.pos
	var t TypeExpr
	if op := p.kind(); op == Exclamation || op == Minus {
		u := &TypeUnary{Op: op, Tok: p.next()}
		from := p.pos
		u.Operand = p.memberType()
		if p.failed {
			u.Operand = p.recover(from, false, closersAndBreak)
			p.height = 1
		}
		u.Span = p.span(start)
		t = u
	} else if t = p.memberType(); p.failed {
		return nil
	}
	for {
		if k := p.kind(); (k == Question || k == Exclamation) && p.height >= MaxChain {
			return p.tooDeep(start, tooLongMessage)
		}
		switch p.kind() {
		case Question:
			n := &TypeNullable{Base: t, Question: p.next()}
			n.Span = p.spanFrom(t)
			t = n
		case Exclamation:
			n := &TypeNonNull{Base: t, Bang: p.next()}
			n.Span = p.spanFrom(t)
			t = n
		default:
			return t
		}
		p.height++
	}
}

// memberType reads a primary type and the accesses behind it.
func (p *parser) memberType() TypeExpr {
	start := p.pos
	t := p.primaryType()
	for !p.failed {
		if k := p.kind(); (k == LeftSquare || k == Dot) && p.height >= MaxChain {
			return p.tooDeep(start, tooLongMessage)
		}
		height := p.height
		switch p.kind() {
		case LeftSquare:
			t = p.squareType(t)
		case Dot:
			t = p.dotType(t)
		default:
			return t
		}
		p.height = max(height, p.height) + 1
	}
	return nil
}

func (p *parser) squareType(base TypeExpr) TypeExpr {
	open := p.next()
	if p.at(RightSquare) {
		t := &TypeArray{Base: base, Open: open, Close: p.next()}
		t.Span = p.spanFrom(base)
		return t
	}
	if p.at(Asterisk) {
		t := &TypeItem{Base: base, Open: open, Star: p.next()}
		if t.Close = p.expect(RightSquare); p.failed {
			return nil
		}
		t.Span = p.spanFrom(base)
		return t
	}
	t := &TypeIndex{Base: base, Open: open}
	if t.Index = p.expression(0); p.failed {
		return nil
	}
	if t.Close = p.expect(RightSquare); p.failed {
		return nil
	}
	t.Span = p.spanFrom(base)
	return t
}

func (p *parser) dotType(base TypeExpr) TypeExpr {
	dot := p.next()
	if p.at(Asterisk) {
		t := &TypeAdditional{Base: base, Dot: dot, Star: p.next()}
		t.Span = p.spanFrom(base)
		return t
	}
	t := &TypeMember{Base: base, Dot: dot, Name: p.memberName()}
	if p.at(Less) {
		t.Args = p.typeArgs()
	}
	t.Span = p.spanFrom(base)
	return t
}

func (p *parser) typeArgs() *TypeArgs {
	start := p.pos
	a := &TypeArgs{Open: p.next()}
	seps, height := p.mem.seps.len(), 1
	p.arguments(Greater, func() {
		from := p.pos
		t := p.typeExpr()
		if p.failed {
			t = p.recover(from, false, of(NewLine, Comma, Greater))
		} else {
			height = max(height, p.height)
		}
		a.Types = append(a.Types, t)
	})
	a.Seps = p.mem.seps.pop(seps)
	if a.Close = p.take(Greater); a.Close == 0 {
		p.want("`>`")
	}
	p.height = height + 1
	a.Span = p.span(start)
	return a
}

func (p *parser) primaryType() TypeExpr {
	p.height = 1
	start := p.pos
	switch p.kind() {
	case Integer, True, False, Null, StringComplete, StringLeft:
		v := p.primary(0)
		if p.failed {
			return nil
		}
		if b, ok := v.(*Bad); ok {
			return b
		}
		return &TypeLiteral{v.Extent(), v}
	case LeftBrace:
		return p.objectType()
	case LeftSquare:
		return p.tupleType()
	case LeftParen:
		return p.parenType()
	case Identifier:
		t := &TypeName{Name: p.name()}
		if p.at(Less) {
			t.Args = p.typeArgs()
		}
		t.Span = p.span(start)
		return t
	}
	p.expected("a type")
	return nil
}

func (p *parser) parenType() TypeExpr {
	start, height := p.pos, 1
	var items []Node
	list := p.parenthesized(false, func() Node {
		t := p.typeExpr()
		if !p.failed {
			height = max(height, p.height)
		}
		return t
	}, func(n Node) { items = append(items, n) })
	if p.failed {
		return nil
	}
	_, inner, _ := p.onlyItem(list, items) // lines don't break here
	p.height = height + 1
	return &TypeParen{p.span(start), list.open, inner.(TypeExpr), list.close}
}

func (p *parser) objectType() TypeExpr {
	start, problems := p.pos, len(p.problems)
	o := &TypeObject{Open: p.next()}
	seps, height := p.mem.seps.len(), 1
	p.listed(RightBrace, func() {
		p.height = 1
		o.Members = append(o.Members, p.typeProperty())
		height = max(height, p.height)
	})
	o.Seps = p.mem.seps.pop(seps)
	o.Close = p.closing(o.Open, RightBrace, problems)
	p.height = height + 1
	o.Span = p.span(start)
	return o
}

func (p *parser) typeProperty() TypeEntry {
	start := p.pos
	t := &TypeProperty{Decorated: Decorated{p.decorators()}}
	stop := of(NewLine, RightBrace)
	if p.at(Asterisk) {
		s := p.tokens[p.pos].Span
		t.Key = &Star{s, p.next()}
	} else {
		t.Key = p.propertyKey("the name of a property or `*`", stop|of(Colon))
	}
	t.Colon = p.mark(Colon, isBad(t.Key), stop)
	from := p.pos
	t.Type = p.typeExpr()
	if p.failed {
		t.Type = p.recover(from, t.Colon.IsMissing(), stop)
	}
	t.Span = p.span(start)
	return t
}

func (p *parser) tupleType() TypeExpr {
	start, problems := p.pos, len(p.problems)
	t := &TypeTuple{Open: p.next()}
	seps, height := p.mem.seps.len(), 1
	p.listed(RightSquare, func() {
		from := p.pos
		item := &TypeTupleItem{Decorated: Decorated{p.decorators()}}
		if item.Type = p.typeExpr(); p.failed {
			t.Items = append(t.Items, p.recover(from, false, of(NewLine, RightSquare)))
			return
		}
		height = max(height, p.height)
		item.Span = p.span(from)
		t.Items = append(t.Items, item)
	})
	t.Seps = p.mem.seps.pop(seps)
	t.Close = p.closing(t.Open, RightSquare, problems)
	p.height = height + 1
	t.Span = p.span(start)
	return t
}
