package expression

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

const (
	// MaxDepth is how deep calls and indexes may nest in one another, and how
	// long a chain of .name and [index] may be, in an expression of ARM JSON.
	MaxDepth = 256

	// maxParseProblems bounds the problems of one expression: the first ones
	// tell what is wrong.
	maxParseProblems = 10
)

// Classify says what a string of an ARM template is. One that starts with '['
// and ends with ']' is an expression, unless it starts with '[[': then it is
// literal text less the first bracket. Any other string is literal as it
// stands. literal is "" for expressions.
//
// Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
func Classify(s string) (literal string, isExpression bool) {
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return s, false
	}
	if s[1] == '[' {
		return s[1:], false
	}
	return "", true
}

// Parse reads a string of an ARM template, brackets included, as Classify
// sees it; literal text gives a Literal. at maps byte offsets in text to byte
// offsets in f and must not descend. Parse always returns a tree; *Bad stands
// where text can't be read, and a problem tells why. It takes linear time.
//
// Function names and namespaces are left as written; parameters('p') and
// variables('v') are calls like any other.
func Parse(text string, at func(decoded int) int, f *source.File) (Expr, []diag.Diagnostic) {
	p := &exprParser{text: text, at: at, file: f}
	if literal, ok := Classify(text); !ok {
		r := p.span(0, len(text))
		return &Literal{At: r, Value: value.NewString(literal, value.Literal(r))}, nil
	}
	p.text, p.pos = text[:len(text)-1], 1
	if p.peek() < 0 {
		p.problem(0, len(text), "the expression between the brackets is empty")
		return &Bad{At: p.span(0, len(text))}, p.problems
	}
	e := p.expr()
	for p.peek() >= 0 {
		start := p.pos
		switch c := p.text[p.pos]; c {
		case ')', ']', '}':
			p.pos++
			p.problem(start, p.pos, fmt.Sprintf("this %q closes nothing", string(c)))
		case ',':
			p.pos++
			p.problem(start, p.pos, "a comma can't stand outside the parentheses of a call")
		default:
			p.problem(start, start, "an expression is one value; use concat() or format() to join several")
		}
		if p.peek() >= 0 && !strings.ContainsRune(")]},", rune(p.text[p.pos])) {
			p.expr()
		}
		e = &Bad{At: p.span(1, p.pos)}
	}
	return e, diag.Sort(p.problems)
}

type exprParser struct {
	text     string // without the closing bracket
	pos      int
	at       func(int) int
	file     *source.File
	depth    int
	brackets int // how many index brackets are open
	problems []diag.Diagnostic
}

func (p *exprParser) span(start, end int) source.Range {
	return p.file.Range(p.at(start), p.at(end))
}

func (p *exprParser) problem(start, end int, message string) {
	p.report(diag.Syntax, start, end, message)
}

func (p *exprParser) report(kind diag.Kind, start, end int, message string) {
	if len(p.problems) < maxParseProblems {
		p.problems = append(p.problems, diag.Diagnostic{Kind: kind, At: p.span(start, end), Message: message})
	}
}

// peek skips white space and returns the byte that follows, or -1 at the end.
func (p *exprParser) peek() int {
	for p.pos < len(p.text) {
		c := p.text[p.pos]
		if c > ' ' && c < utf8.RuneSelf {
			return int(c)
		}
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		if !unicode.IsSpace(r) {
			return int(c)
		}
		p.pos += size
	}
	return -1
}

// expr reads a value with what is selected from it. It takes at least one byte
// unless a comma, a closing bracket or the end stands at p.pos.
func (p *exprParser) expr() Expr {
	p.peek()
	if p.depth == MaxDepth {
		start := p.pos
		p.skip()
		p.report(diag.Limit, start, p.pos, fmt.Sprintf("the expression nests more than %d deep; what is inside was not read", MaxDepth))
		return &Bad{At: p.span(start, p.pos)}
	}
	p.depth++
	defer func() { p.depth-- }()
	start := p.pos
	e := p.selected(start, p.term())
	for p.peek() >= 0 {
		op := operatorAt(p.text[p.pos:])
		if op == nil {
			break
		}
		at := p.pos
		p.pos += len(op.text)
		p.problem(at, p.pos, op.message())
		p.peek()
		from := p.pos
		p.selected(from, p.term())
		e = &Bad{At: p.span(start, p.pos)}
	}
	return e
}

// selected reads the .name and [index] that follow e, which starts at start.
func (p *exprParser) selected(start int, e Expr) Expr {
	for steps := 0; ; steps++ {
		c := p.peek()
		if c != '.' && c != '[' {
			return e
		}
		if steps == MaxDepth {
			from := p.pos
			p.skip()
			p.report(diag.Limit, from, p.pos, fmt.Sprintf("more than %d properties are selected one from another; the rest was not read", MaxDepth))
			return &Bad{At: p.span(start, p.pos)}
		}
		if c == '[' {
			e = p.index(start, e)
			continue
		}
		e = p.property(start, e)
	}
}

func (p *exprParser) property(start int, e Expr) Expr {
	dot := p.pos
	p.pos++
	p.peek()
	from := p.pos
	name := p.identifier()
	if name == "" {
		p.problem(dot, dot+1, "a property name is missing after the dot; other keys are selected by ['key']")
		return &Bad{At: p.span(start, p.pos)}
	}
	e = &Prop{At: p.span(start, p.pos), Base: e, Name: name, NameAt: p.span(from, p.pos)}
	if end := p.pos; p.peek() == '(' {
		p.problem(from, end, fmt.Sprintf("a function is not called on a value; write %s(…) with the value as an argument", name))
		p.arguments()
		return &Bad{At: p.span(start, p.pos)}
	}
	return e
}

func (p *exprParser) index(start int, e Expr) Expr {
	bracket := p.pos
	p.pos++
	p.brackets++
	defer func() { p.brackets-- }()
	if p.peek() == ']' {
		p.pos++
		p.problem(bracket, p.pos, "an index or key is missing between the brackets")
		return &Bad{At: p.span(start, p.pos)}
	}
	i := p.expr()
	switch c := p.peek(); c {
	case ']':
		p.pos++
		return &Index{At: p.span(start, p.pos), Base: e, Index: i}
	case ',':
		p.pos++
		p.problem(p.pos-1, p.pos, "brackets take one index; write [a][b] to select twice")
		p.skip()
		if p.peek() == ']' {
			p.pos++
		}
	default:
		p.problem(bracket, bracket+1, `this "[" is never closed; "]" is missing`)
	}
	return &Bad{At: p.span(start, p.pos)}
}

// term reads a call, text or number, or what is mistaken for one.
func (p *exprParser) term() Expr {
	c := p.peek()
	start := p.pos
	switch {
	case c < 0 || c == ')' || c == ']' || c == ',':
		p.problem(start, start, "a value is missing here")
		return &Bad{At: p.span(start, start)}
	case c == '\'':
		return p.quoted('\'')
	case c == '"':
		return p.quoted('"')
	case isDigit(byte(c)) || (c == '-' || c == '+') && p.pos+1 < len(p.text) && isDigit(p.text[p.pos+1]):
		return p.number()
	}
	if name := p.identifier(); name != "" {
		return p.call(start, name)
	}
	return p.wrong()
}

func (p *exprParser) quoted(quote byte) Expr {
	start := p.pos
	doubled := false
	p.pos++
	for {
		n := strings.IndexByte(p.text[p.pos:], quote)
		if n < 0 {
			p.pos = len(p.text)
			p.problem(start, start+1, fmt.Sprintf("the text that starts here is never closed; %c is missing (a quote inside text is doubled)", quote))
			return &Bad{At: p.span(start, p.pos)}
		}
		p.pos += n + 1
		if p.pos == len(p.text) || p.text[p.pos] != quote {
			break
		}
		doubled = true
		p.pos++
	}
	at := p.span(start, p.pos)
	if quote == '"' {
		p.problem(start, p.pos, "text in expressions takes single quotes, not double ones")
		return &Bad{At: at}
	}
	s := p.text[start+1 : p.pos-1]
	if doubled {
		s = strings.ReplaceAll(s, "''", "'")
	}
	return &Literal{At: at, Value: value.NewString(s, value.Literal(at))}
}

func (p *exprParser) number() Expr {
	start := p.pos
	p.pos++
	p.digits()
	integer := true
	if p.pos+1 < len(p.text) && p.text[p.pos] == '.' && isDigit(p.text[p.pos+1]) {
		integer = false
		p.pos++
		p.digits()
	}
	at, s := p.span(start, p.pos), p.text[start:p.pos]
	if after := p.pos; p.identifier() != "" {
		p.problem(start, p.pos, fmt.Sprintf("%q is no number and no name", clip(p.text[start:p.pos])))
		return &Bad{At: p.span(start, max(after, p.pos))}
	}
	if integer {
		if i, err := strconv.ParseInt(s, 10, 64); err == nil {
			return &Literal{At: at, Value: value.NewInt(i, value.Literal(at))}
		}
	} else if x, err := strconv.ParseFloat(s, 64); err == nil {
		return &Literal{At: at, Value: value.NewFloat(x, value.Literal(at))}
	}
	p.problem(start, p.pos, fmt.Sprintf("the number %s doesn't fit into 64 bits", clip(s)))
	return &Bad{At: at}
}

// call reads what follows the first identifier of a function's name.
func (p *exprParser) call(start int, name string) Expr {
	nameStart, nameEnd := start, p.pos
	for p.peek() == '.' {
		dot := p.pos
		p.pos++
		p.peek()
		from := p.pos
		if p.identifier() == "" {
			p.pos = dot // a name without its call is reported below, the dot by whoever reads on
			break
		}
		nameStart, nameEnd = from, p.pos
	}
	last := p.text[nameStart:nameEnd]
	if p.peek() != '(' {
		p.pos = nameEnd
		p.problem(start, nameEnd, bareName(name))
		return &Bad{At: p.span(start, nameEnd)}
	}
	e := &Call{NameAt: p.span(nameStart, nameEnd), Name: last}
	if nameStart > start {
		e.Namespace = joinNames(p.text[start:nameStart])
	}
	e.Args = p.arguments()
	e.At = p.span(start, p.pos)
	return e
}

// arguments reads the parenthesis at p.pos and all up to the one that closes it.
func (p *exprParser) arguments() []Expr {
	opening := p.pos
	p.pos++
	if p.peek() == ')' {
		p.pos++
		return nil
	}
	var args []Expr
	for {
		args = append(args, p.expr())
		for again := true; again; {
			again = false
			switch c := p.peek(); {
			case c == ',':
				p.pos++
			case c == ')':
				p.pos++
				return args
			case c < 0 || c == ']' && p.brackets > 0:
				p.problem(opening, opening+1, `this "(" is never closed; ")" is missing`)
				return args
			case c == ']' || c == '}':
				p.pos++
				p.problem(p.pos-1, p.pos, fmt.Sprintf("this %q closes nothing", string(rune(c))))
				again = true
			default:
				p.problem(p.pos, p.pos, "a comma is missing between two arguments")
			}
		}
	}
}
