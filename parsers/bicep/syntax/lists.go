package syntax

import "strings"

// Lists come in two sorts. Objects, arrays and their likes part their elements
// by line breaks or a comma; calls and their likes by commas alone, where lines
// may break.

// listed reads the separated elements up to the closing token, which it leaves.
// element reads one element and always gives way: it takes a token, or stops at
// a line break or at the end. The runs around the elements are pushed to
// p.mem.seps. A declaration stops the list too; see atDeclaration.
func (p *parser) listed(closing Kind, element func()) {
	first := p.pos
	if !p.at(closing) {
		p.breaks()
	}
	for expectElement := true; !p.at(EndOfFile) && !p.at(closing); expectElement = !expectElement {
		if expectElement {
			if p.atDeclaration() {
				p.backBefore(first)
				break
			}
			p.mem.seps.push(Run{first, p.pos})
			element()
			first = p.pos
			continue
		}
		switch {
		case p.at(NewLine):
			p.breaks()
		case p.take(Comma) != 0:
			if p.at(NewLine) {
				p.complain(p.pos, "a comma can't be followed by a new line; leave one of them out")
				p.breaks()
			}
		default:
			p.want("a new line or a comma between two elements")
		}
	}
	p.mem.seps.push(Run{first, p.pos})
}

// arguments is listed for calls.
func (p *parser) arguments(closing Kind, element func()) {
	first := p.pos
	if !p.at(closing) {
		p.breaks()
	}
	for expectElement := true; !p.at(EndOfFile) && !p.at(closing); expectElement = !expectElement {
		if expectElement {
			if p.atDeclaration() {
				p.backBefore(first)
				break
			}
			p.mem.seps.push(Run{first, p.pos})
			element()
			first = p.pos
			continue
		}
		switch {
		case p.at(NewLine):
			switch after := p.pastBreaks(p.pos); p.tokens[after].Kind {
			case EndOfFile:
				// The missing bracket is to be reported on this line.
				p.mem.seps.push(Run{first, p.pos})
				return
			case closing:
			default:
				p.want("a comma between two arguments")
			}
			p.breaks()
		case p.take(Comma) != 0:
			p.breaks()
			if p.at(closing) {
				p.mem.seps.push(Run{first, p.pos})
				element() // reports the comma too many
				first = p.pos
			}
		default:
			p.want("a comma between two arguments")
		}
	}
	p.mem.seps.push(Run{first, p.pos})
}

// atDeclaration says whether an element of a list is rather the declaration
// behind a list whose bracket is missing: the compiler would take the rest of
// the file for elements, but we want to know what else is deployed. It asks for
// a declaration's first two words at the very start of a line, which no element
// begins with. Nested resources look alike, except that their type has one
// segment.
func (p *parser) atDeclaration() bool {
	t := p.pos
	if !p.startsLine(t) {
		return false
	}
	if p.tokens[t].Kind == At {
		t = p.pastDecorators(t)
	}
	if !p.startsLine(t) || p.tokens[t].Kind != Identifier {
		return false
	}
	next := p.tokens[t+1].Kind
	switch p.text(t) {
	case "param", "var", "module", "output", "type", "func", "metadata", "assert", "test":
		return next == Identifier
	case "targetScope":
		return next == Assign
	case "resource":
		return next == Identifier && p.tokens[t+2].Kind == StringComplete && strings.Contains(p.text(t+2), "/")
	}
	return false
}

// backBefore gives back the line breaks just read, as far as first: where a
// bracket is missing they end the declaration.
func (p *parser) backBefore(first Tok) {
	for p.pos > first && p.tokens[p.pos-1].Kind == NewLine {
		p.pos--
	}
}

// startsLine says whether a token stands at the very start of its line.
func (p *parser) startsLine(t Tok) bool {
	before := p.tokens[t-1]
	return before.Kind == NewLine && before.End == p.tokens[t].Start
}

// pastDecorators is the first token that begins a line and no decorator, from t
// on; t if there is none near.
func (p *parser) pastDecorators(t Tok) Tok {
	const far = 200 // tokens; keeps many looks ahead linear
	end := min(t+far, Tok(len(p.tokens)-2))
	for u := t + 1; u < end; u++ {
		if p.startsLine(u) && p.tokens[u].Kind == Identifier {
			return u
		}
	}
	return t
}

// A parenthesized list is (a, b), before it is known what it means.
type parenthesized struct {
	open  Tok
	runs  []Run // the tokens of each item
	seps  []Run // around the items
	close Mark
}

var closersAndBreak = of(StringRight, RightBrace, RightParen, RightSquare, NewLine)

// parenthesized reads a list in parentheses. item reads one item and gives what
// stands for it; it may fail.
func (p *parser) parenthesized(lines bool, item func() Node, keep func(Node)) parenthesized {
	list := parenthesized{open: p.expect(LeftParen)}
	if p.failed {
		return list
	}
	first := p.pos
	breaks := func() {
		if lines {
			p.breaks()
		}
	}
	breaks()
	lastBad := false
	for !p.at(RightParen) && !p.atDeclaration() {
		start := p.pos
		list.seps = append(list.seps, Run{first, start})
		n := item()
		if p.failed {
			n = p.recover(start, false, closersAndBreak|of(Comma))
		}
		keep(n)
		lastBad = isBad(n)
		first = p.pos
		list.runs = append(list.runs, Run{start, first})
		breaks()
		if p.take(Comma) == 0 {
			break
		}
		lastBad = false
		breaks()
	}
	if p.startsLine(p.pos) && !p.at(RightParen) {
		p.backBefore(first) // what isn't even indented belongs to the next declaration
	}
	list.seps = append(list.seps, Run{first, p.pos})
	list.close = p.mark(RightParen, lastBad, closersAndBreak&^of(RightParen))
	return list
}
