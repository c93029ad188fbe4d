package template

import (
	"strconv"
	"strings"

	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// Some parts of a template must be understood before it is evaluated: the path
// of a linked template, the segments of a name. They are often put together
// with concat, format or uri, or kept in a variable. This file takes such text
// apart without evaluating it.

// maxFold bounds how many variables and calls lead to one text.
const maxFold = 64

// chunk is a part of a text: literal, or an expression.
type chunk struct {
	lit  string
	hole expression.Expr
}

// fold is the text of an expression that needs no evaluation.
func (b *builder) fold(e expression.Expr) (string, bool) {
	var out strings.Builder
	for _, c := range b.chunks(e) {
		if c.hole != nil {
			return "", false
		}
		out.WriteString(c.lit)
	}
	return out.String(), true
}

// chunks takes the text that e computes apart, neighbouring literal parts
// merged.
func (b *builder) chunks(e expression.Expr) []chunk {
	budget := maxFold
	var out []chunk
	for _, c := range b.appendChunks(nil, e, &budget) {
		if last := len(out) - 1; c.hole == nil && last >= 0 && out[last].hole == nil {
			out[last].lit += c.lit
			continue
		}
		out = append(out, c)
	}
	return out
}

func (b *builder) appendChunks(dst []chunk, e expression.Expr, budget *int) []chunk {
	if *budget--; *budget < 0 {
		return append(dst, chunk{hole: e})
	}
	switch e := e.(type) {
	case *expression.Literal:
		if s, ok := value.Render(e.Value, false); ok && e.Value.Kind() != value.KindNull {
			return append(dst, chunk{lit: s})
		}
	case *expression.Name:
		if e.Kind == expression.NameVariable {
			if x := b.variable(e.Name); x != nil {
				return b.appendChunks(dst, x, budget)
			}
		}
	case *expression.Call:
		if e.Namespace != "" {
			break
		}
		switch strings.ToLower(e.Name) {
		case "concat":
			for _, a := range e.Args {
				dst = b.appendChunks(dst, a, budget)
			}
			return dst
		case "uri":
			if len(e.Args) == 2 {
				dst = append(b.appendChunks(dst, e.Args[0], budget), chunk{lit: "/"})
				return b.appendChunks(dst, e.Args[1], budget)
			}
		case "format":
			if len(e.Args) > 0 {
				if pattern, ok := literalText(e.Args[0]); ok {
					if got, ok := b.formatChunks(dst, pattern, e.Args[1:], budget); ok {
						return got
					}
				}
			}
		}
	}
	return append(dst, chunk{hole: e})
}

// formatChunks takes format(pattern, args…) apart; false for a pattern that
// does more than insert.
func (b *builder) formatChunks(dst []chunk, pattern string, args []expression.Expr, budget *int) ([]chunk, bool) {
	for {
		i := strings.IndexAny(pattern, "{}")
		if i < 0 {
			return append(dst, chunk{lit: pattern}), true
		}
		dst = append(dst, chunk{lit: pattern[:i]})
		brace := pattern[i]
		pattern = pattern[i+1:]
		if strings.HasPrefix(pattern, string(brace)) { // a doubled brace stands for one
			dst = append(dst, chunk{lit: string(brace)})
			pattern = pattern[1:]
			continue
		}
		number, rest, closed := strings.Cut(pattern, "}")
		n, err := strconv.Atoi(number)
		if brace == '}' || !closed || err != nil || n < 0 || n >= len(args) {
			return nil, false
		}
		dst = b.appendChunks(dst, args[n], budget)
		pattern = rest
	}
}

// variable is the expression of a variable; nil if there is none of that name.
func (b *builder) variable(name string) expression.Expr {
	names := b
	for names.outer != nil {
		names = names.outer
	}
	if v := names.variables[strings.ToLower(name)]; v != nil {
		return v.Value
	}
	return nil
}

// split cuts a text at its slashes. An expression in it counts as free of them.
func split(text []chunk) [][]chunk {
	segments := [][]chunk{nil}
	add := func(c chunk) {
		last := len(segments) - 1
		segments[last] = append(segments[last], c)
	}
	for _, c := range text {
		if c.hole != nil {
			add(c)
			continue
		}
		for i, part := range strings.Split(c.lit, "/") {
			if i > 0 {
				segments = append(segments, nil)
			}
			if part != "" {
				add(chunk{lit: part})
			}
		}
	}
	return segments
}

// literal is the text of a segment without holes.
func literal(segment []chunk) (string, bool) {
	switch {
	case len(segment) == 0:
		return "", true
	case len(segment) == 1 && segment[0].hole == nil:
		return segment[0].lit, true
	}
	return "", false
}

// join makes an expression of a text again; at is where it stands.
func join(text []chunk, at expression.Expr) expression.Expr {
	lit := func(s string) expression.Expr {
		return &expression.Literal{At: at.Range(), Value: value.NewString(s, value.Literal(at.Range()))}
	}
	switch {
	case len(text) == 0:
		return lit("")
	case len(text) == 1 && text[0].hole != nil:
		return text[0].hole
	case len(text) == 1:
		return lit(text[0].lit)
	}
	e := &expression.Text{At: at.Range()}
	for _, c := range text {
		e.Pieces = append(e.Pieces, expression.Piece{Lit: c.lit, Hole: c.hole})
	}
	return e
}
