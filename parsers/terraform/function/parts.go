package function

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// partRows are the functions that put a text together, or work on it piece by
// piece.
func partRows() []*Func {
	return []*Func{
		{Name: "lower", Signature: "str string: string", known: std(stdlib.LowerFunc), partial: cased("toLower", strings.ToLower), sym: spelt("toLower")},
		{Name: "upper", Signature: "str string: string", known: std(stdlib.UpperFunc), partial: cased("toUpper", strings.ToUpper), sym: spelt("toUpper")},
		{Name: "join", Signature: "separator string, lists list(string)…: string", partial: join, sym: joinSym},
		{Name: "split", Signature: "separator string, str string: list(string)", known: splitKnown, partial: split, sym: splitSym},
		{Name: "replace", Signature: "str string, substr string, replace string: string", known: replaceKnown, partial: replace, sym: replaceSym},
		{Name: "format", Signature: "format string, args any?…: any", result: cty.String, known: formatKnown, partial: format, whole: true},
		{Name: "formatlist", Signature: "format string, args any?…: any", result: cty.List(cty.String), known: formatKnown, partial: formatList},
	}
}

// cased distributes over the pieces of a text: case maps rune by rune.
func cased(name string, f func(string) string) func(*call) (typed.Value, error) {
	var hole func(c *call, h value.Value) value.Value
	all := func(c *call, v value.Value) []value.Piece {
		ps := piecesOf(v)
		out := make([]value.Piece, len(ps))
		for i, p := range ps {
			if p.Hole == nil {
				out[i].Lit = f(p.Lit)
			} else {
				out[i].Hole = hole(c, p.Hole)
			}
		}
		return out
	}
	hole = func(c *call, h value.Value) value.Value {
		if a, ok := value.AsCall(h, name); ok && len(a) == 1 {
			return h
		}
		if a := alphabet(h); a != "" && a == f(a) {
			return h
		}
		if args, ok := conditional(h); ok && value.Branches(h, maxSplit+1) <= maxSplit {
			return value.NewIf(args[0], value.NewText(all(c, args[1]), nil), value.NewText(all(c, args[2]), nil), h.Origin())
		}
		return c.hole(name, h, func(s string) string { return f(s) })
	}
	return func(c *call) (typed.Value, error) { return c.text(all(c, c.args[0].V)) }
}

// hole is an unknown string: what an ARM function makes of a part of this
// call's argument; f tells what becomes of the members of its domain.
func (c *call) hole(name string, h value.Value, f func(string) string, more ...value.Value) value.Value {
	args := append([]value.Value{h}, more...)
	why := value.Whys(args...)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError, Name: c.f.Name, At: c.env.At}}
	}
	s := value.UnknownSpec{Sym: value.SymCall(name, args...), Why: why, Type: value.TypeString, Secret: value.HasSecret(h), Origin: c.origin()}
	if u, ok := h.(value.Unknown); ok && f != nil && len(u.OneOf()) > 0 && len(u.OneOf()) <= maxSplit {
		s.Domain = &value.Domain{}
		for _, one := range u.OneOf() {
			str, ok := one.(value.String)
			if !ok {
				s.Domain = nil
				break
			}
			s.Domain.OneOf = append(s.Domain.OneOf, value.NewString(f(str.String()), one.Origin()))
		}
		if s.Domain != nil {
			s.Domain.OneOf = distinctValues(s.Domain.OneOf)
		}
	}
	return value.NewUnknown(s)
}

// join has no row of the cty library's: that tells no part from another.
func join(c *call) (typed.Value, error) {
	if len(c.args) < 2 {
		return typed.Value{}, fmt.Errorf("join: %w", errNoLists)
	}
	var ps []value.Piece
	first := true
	for i, a := range c.args[1:] {
		s, ok := seqOf(a)
		if !ok || s.open {
			return c.unknown(""), nil
		}
		if s.unordered {
			return c.unknown(""), nil
		}
		for j, it := range s.items {
			if it.IsNull() {
				return typed.Value{}, c.wrong(i+1, "element %d is null, which can't be joined", j)
			}
			if !first {
				ps = append(ps, value.Piece{Hole: c.args[0].V})
			}
			first = false
			ps = append(ps, value.Piece{Hole: it.V})
		}
	}
	for i, p := range ps {
		if s, ok := p.Hole.(value.String); ok {
			ps[i] = value.Piece{Hole: s}
		}
	}
	return c.text(ps)
}

func joinSym(args []value.Value) *value.Sym {
	if len(args) == 2 {
		return value.SymCall("join", args[1], args[0])
	}
	return value.SymCall("tf.join", args...)
}

func splitKnown(c *call) (cty.Value, error) {
	if strings.Count(c.str(1), c.str(0)) > maxItems {
		return cty.NilVal, limitError{}
	}
	return std(stdlib.SplitFunc)(c)
}

func splitSym(args []value.Value) *value.Sym {
	if s, ok := args[0].(value.String); ok && s.String() != "" {
		return value.SymCall("split", args[1], args[0])
	}
	return value.SymCall("tf.split", args...)
}

func split(c *call) (typed.Value, error) {
	sep, ok := c.args[0].V.(value.String)
	if !ok || sep.String() == "" || isHole(c.args[1].V) && !lacks(c.args[1].V, sep.String()) {
		return c.unknown(""), nil
	}
	var items []value.Value
	var current []value.Piece
	flush := func() {
		v := value.NewText(current, c.origin())
		if c.secret() {
			v = value.AsSecret(v)
		}
		items = append(items, v)
		current = nil
	}
	closed := true
	for _, p := range piecesOf(c.args[1].V) {
		if p.Hole != nil {
			// A separator of several characters may begin or end in a hole.
			if closed = lacks(p.Hole, sep.String()); !closed {
				break
			}
			current = append(current, p)
			continue
		}
		for i, part := range strings.Split(p.Lit, sep.String()) {
			if i > 0 {
				flush()
			}
			current = append(current, value.Piece{Lit: part})
		}
		if len(items) > maxItems {
			return typed.Value{}, limitError{}
		}
	}
	t := cty.List(cty.String)
	if closed {
		flush()
		return typed.Value{V: value.NewArray(items, c.origin()), T: t}, nil
	}
	if len(items) == 0 {
		return c.unknown(""), nil
	}
	s := c.spec("")
	return typed.Value{V: value.NewOpenArray(items, nil, s.Sym, s.Why, s.Origin), T: t}, nil
}

// pattern is the regular expression that replace looks for, if it is one.
func pattern(v value.Value) (string, bool) {
	s, ok := v.(value.String)
	if !ok || len(s.String()) < 2 || !strings.HasPrefix(s.String(), "/") || !strings.HasSuffix(s.String(), "/") {
		return "", false
	}
	return s.String()[1 : len(s.String())-1], true
}

func replaceKnown(c *call) (cty.Value, error) {
	s, old, with := c.str(0), c.str(1), c.str(2)
	expr, ok := pattern(c.args[1].V)
	if !ok {
		if n := strings.Count(s, old); n > 0 && len(with) > len(old) && len(with)-len(old) > (maxString-min(len(s), maxString))/n {
			return cty.NilVal, limitError{}
		}
		return cty.StringVal(strings.ReplaceAll(s, old, with)), nil
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		return cty.NilVal, c.wrong(1, "it is no regular expression: %v", err)
	}
	var out []byte
	last := 0
	for _, m := range re.FindAllStringSubmatchIndex(s, maxItems+1) {
		out = append(out, s[last:m[0]]...)
		out = re.ExpandString(out, with, s, m)
		last = m[1]
		if len(out) > maxString {
			return cty.NilVal, limitError{}
		}
	}
	if len(re.FindAllStringIndex(s, maxItems+1)) > maxItems {
		return cty.NilVal, limitError{}
	}
	return cty.StringVal(string(append(out, s[last:]...))), nil
}

func replaceSym(args []value.Value) *value.Sym {
	if old, ok := args[1].(value.String); ok && old.String() != "" {
		if _, isPattern := pattern(old); !isPattern {
			return value.SymCall("replace", args...)
		}
	}
	return value.SymCall("tf.replace", args...)
}

func replace(c *call) (typed.Value, error) {
	old, ok := c.args[1].V.(value.String)
	_, isPattern := pattern(c.args[1].V)
	// A single character is replaced piece by piece: no match can lie across
	// two of them.
	if !ok || isPattern || len([]rune(old.String())) != 1 {
		return c.unknown(""), nil
	}
	return c.text(c.replaceIn(c.args[0].V, old))
}

func (c *call) replaceIn(v value.Value, old value.String) []value.Piece {
	with := c.args[2].V
	var out []value.Piece
	for _, p := range piecesOf(v) {
		if p.Hole != nil {
			out = append(out, value.Piece{Hole: c.replaceHole(p.Hole, old)})
			continue
		}
		for i, part := range strings.Split(p.Lit, old.String()) {
			if i > 0 {
				out = append(out, value.Piece{Hole: with})
			}
			out = append(out, value.Piece{Lit: part})
		}
	}
	return out
}

func (c *call) replaceHole(h value.Value, old value.String) value.Value {
	if lacks(h, old.String()) {
		return h
	}
	// Replacing again what is gone changes nothing.
	if a, ok := value.AsCall(h, "replace"); ok && len(a) == 3 && a[1].Key() == old.Key() {
		if s, ok := a[2].(value.String); ok && !strings.Contains(s.String(), old.String()) {
			return h
		}
	}
	if args, ok := conditional(h); ok && value.Branches(h, maxSplit+1) <= maxSplit {
		return value.NewIf(args[0], value.NewText(c.replaceIn(args[1], old), nil), value.NewText(c.replaceIn(args[2], old), nil), h.Origin())
	}
	var f func(string) string
	if with, ok := c.args[2].V.(value.String); ok {
		f = func(s string) string { return strings.ReplaceAll(s, old.String(), with.String()) }
	}
	return c.hole("replace", h, f, old, c.args[2].V)
}
