package expression

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (p *exprParser) digits() {
	for p.pos < len(p.text) && isDigit(p.text[p.pos]) {
		p.pos++
	}
}

// identifier reads the name at p.pos; "" if none stands there.
func (p *exprParser) identifier() string {
	start := p.pos
	for p.pos < len(p.text) {
		r, size := rune(p.text[p.pos]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(p.text[p.pos:])
		}
		letter := r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z' || r >= utf8.RuneSelf && r != utf8.RuneError && unicode.IsLetter(r)
		if !letter && (p.pos == start || !(r >= '0' && r <= '9' || unicode.IsDigit(r))) {
			break
		}
		p.pos += size
	}
	return p.text[start:p.pos]
}

// joinNames turns `a . b .` to a.b.
func joinNames(s string) string {
	parts := strings.Split(s, ".")
	parts = parts[:len(parts)-1]
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, ".")
}

func bareName(name string) string {
	switch name {
	case "true", "false", "null":
		return fmt.Sprintf("constants are functions in expressions; write %s()", name)
	}
	name = clip(name)
	return fmt.Sprintf("a name can't stand alone in an expression; write parameters('%s'), variables('%s'), or %s() to call a function", name, name, name)
}

// operator is an operator of other languages and the function that does its
// work here.
type operator struct {
	text, function string
}

func (o *operator) message() string {
	if o.function == "" {
		return fmt.Sprintf("%q has no meaning in an expression", o.text)
	}
	return fmt.Sprintf("expressions have no operator %q; use %s", o.text, o.function)
}

// operatorAt is the operator that s starts with, nil if none.
func operatorAt(s string) *operator {
	if s == "" || strings.IndexByte("=!<>&|?+-*/%:", s[0]) < 0 {
		return nil
	}
	// Longer ones come before those that they start with.
	for _, o := range [...]operator{
		{"=>", "lambda('x', …)"}, {"==", "equals(a, b)"}, {"!=", "not(equals(a, b))"}, {"=~", "equals(toLower(a), toLower(b))"},
		{"<=", "lessOrEquals(a, b)"}, {">=", "greaterOrEquals(a, b)"}, {"&&", "and(a, b)"}, {"||", "or(a, b)"},
		{"??", "coalesce(a, b)"}, {"<", "less(a, b)"}, {">", "greater(a, b)"}, {"+", "add(a, b) or concat(a, b)"},
		{"-", "sub(a, b)"}, {"*", "mul(a, b)"}, {"/", "div(a, b)"}, {"%", "mod(a, b)"}, {"!", "not(a)"},
		{"?", "if(condition, a, b)"}, {":", "if(condition, a, b)"}, {"=", "equals(a, b)"}, {"&", "and(a, b) or concat(a, b)"}, {"|", "or(a, b)"},
	} {
		if strings.HasPrefix(s, o.text) {
			return &o
		}
	}
	return nil
}

// wrong reads and reports what can start no value.
func (p *exprParser) wrong() Expr {
	start := p.pos
	rest := p.text[start:]
	switch {
	case strings.HasPrefix(rest, "${"):
		p.pos++
		p.skipGroup()
		p.problem(start, p.pos, "text isn't interpolated in an expression; use concat() or format()")
	case rest[0] == '[':
		p.skipGroup()
		p.problem(start, p.pos, "there are no array literals in an expression, and brackets are written once around the whole; use createArray()")
	case rest[0] == '{':
		p.skipGroup()
		p.problem(start, p.pos, "there are no object literals in an expression; use createObject()")
	case rest[0] == '(':
		p.pos++
		p.problem(start, p.pos, "parentheses stand only after a function's name")
		p.expr()
		if p.peek() == ')' {
			p.pos++
		}
	default:
		if o := operatorAt(rest); o != nil {
			p.pos += len(o.text)
			p.problem(start, p.pos, o.message())
			// The operand is read by whoever asked for a value, as the next one.
			if c := p.peek(); c >= 0 && !strings.ContainsRune("),]", rune(c)) && operatorAt(p.text[p.pos:]) == nil {
				from := p.pos
				p.selected(from, p.term())
			}
			break
		}
		_, size := utf8.DecodeRuneInString(rest)
		p.pos += size
		p.problem(start, p.pos, fmt.Sprintf("%q can't stand in an expression", rest[:size]))
	}
	return &Bad{At: p.span(start, p.pos)}
}

// skipGroup passes over the bracket at p.pos and all up to the one that closes
// it.
func (p *exprParser) skipGroup() {
	p.pos++
	for {
		p.skip()
		if p.pos == len(p.text) {
			return
		}
		p.pos++
		if p.text[p.pos-1] != ',' {
			return
		}
	}
}

// skip passes over everything up to the next comma or closing bracket that
// belongs to no bracket in between.
func (p *exprParser) skip() {
	for depth := 0; p.pos < len(p.text); p.pos++ {
		switch p.text[p.pos] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth == 0 {
				return
			}
			depth--
		case ',':
			if depth == 0 {
				return
			}
		case '\'':
			n := strings.IndexByte(p.text[p.pos+1:], '\'')
			if n < 0 {
				p.pos = len(p.text)
				return
			}
			p.pos += n + 1
		}
	}
}

// clip shortens a text that a message quotes.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
