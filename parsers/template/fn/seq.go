package fn

import (
	"moat/analyzer/value"
)

// seq is a list under construction, of which the end may be unknown: items are
// certain and come first, loose ones may follow them.
type seq struct {
	items, loose []value.Value
	open         bool
	why          []value.Why
}

// seqOf is what is known of the items of v; false if v can't be an array.
func seqOf(v value.Value) (seq, bool) {
	switch v := v.(type) {
	case value.Array:
		return seq{items: v.Items(), loose: v.Loose(), open: v.Open(), why: v.Why()}, true
	case value.Unknown:
		return seqOfUnknown(v)
	case value.Ref:
		return seq{open: true, why: value.WhyOf(v)}, true
	}
	return seq{}, false
}

func seqOfUnknown(v value.Unknown) (seq, bool) {
	if !can(v, value.TypeArray) {
		return seq{}, false
	}
	out := seq{open: true, why: v.Why()}
	if args, ok := conditional(v); ok && countLeaves(v, maxSplit+1) <= maxSplit {
		then, ok1 := seqOf(args[1])
		els, ok2 := seqOf(args[2])
		if ok1 && ok2 {
			return either(args[0], then, els, v), true
		}
	}
	if args, ok := value.AsCall(v, "coalesce"); ok {
		for _, a := range args {
			if s, ok := a.(value.Array); ok {
				out.loose = append(append(out.loose, s.Items()...), s.Loose()...)
			}
		}
	}
	for _, one := range v.OneOf() {
		if s, ok := one.(value.Array); ok {
			out.loose = append(append(out.loose, s.Items()...), s.Loose()...)
		}
	}
	return out, true
}

// either is one list or the other. Items at the same place are the
// conditional of both; where just one list goes on, the rest is loose.
func either(cond value.Value, a, b seq, v value.Value) seq {
	var out seq
	n := min(len(a.items), len(b.items))
	for i := range n {
		out.items = append(out.items, value.NewIf(cond, a.items[i], b.items[i], v.Origin()))
	}
	if len(a.items) == len(b.items) && !a.open && !b.open {
		return out
	}
	out.open = true
	out.why = value.WhyOf(v)
	for _, s := range [...]seq{a, b} {
		out.loose = append(append(out.loose, s.items[n:]...), s.loose...)
	}
	return out
}

// add puts v at the end: certain if the list isn't open.
func (s *seq) add(v value.Value) {
	if s.open {
		s.loose = append(s.loose, v)
	} else {
		s.items = append(s.items, v)
	}
}

// maybe puts v at the end of a list of which it may turn out to be no part.
func (s *seq) maybe(v value.Value, why []value.Why) {
	if !s.open {
		s.open, s.why = true, why
	}
	s.loose = append(s.loose, v)
}

// append puts the list t at the end.
func (s *seq) append(t seq) {
	for _, it := range t.items {
		s.add(it)
	}
	if t.open && !s.open {
		s.open, s.why = true, t.why
	}
	s.loose = append(s.loose, t.loose...)
}

func (s *seq) size() int { return len(s.items) + len(s.loose) }

// fixWhy gives an open list a reason.
func (s *seq) fixWhy(c *Call, args []value.Value) {
	if len(s.why) == 0 {
		s.why = value.Whys(args...)
	}
	if len(s.why) == 0 {
		s.why = []value.Why{{Reason: value.ReasonTypeError, Name: c.Row.Name, At: c.At}}
	}
}

// array is the list as a value. An open one takes sym as its canonical form;
// one of which nothing is known is a plain unknown.
func (s *seq) array(c *Call, sym *value.Sym, args []value.Value) (value.Value, *Fault) {
	if fault := c.checkItems(s.size()); fault != nil {
		return nil, fault
	}
	if !s.open {
		return value.NewArray(s.items, c.Origin(args...)), nil
	}
	s.fixWhy(c, args)
	if s.size() == 0 {
		return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: s.why, Type: value.TypeArray, Secret: anySecret(args), Origin: c.Origin(args...)}), nil
	}
	return value.NewOpenArray(s.items, s.loose, sym, s.why, c.Origin(args...)), nil
}

// joined flattens lists of lists to canonical operands: neighbouring closed
// arrays merge, empty ones vanish, and what is itself a concat is taken apart.
func joined(vs []value.Value) []value.Value {
	var out []value.Value
	var known []value.Value
	flush := func() {
		if len(known) > 0 {
			out = append(out, value.NewArray(known, nil))
			known = nil
		}
	}
	var add func(vs []value.Value)
	add = func(vs []value.Value) {
		for _, v := range vs {
			if a, ok := v.(value.Array); ok && !a.Open() {
				known = append(known, a.Items()...)
				continue
			}
			if sym := symOf(v); sym != nil && sym.Op() == value.OpCall && sym.Name() == "concat" {
				add(sym.Args())
				continue
			}
			flush()
			out = append(out, v)
		}
	}
	add(vs)
	flush()
	return out
}

// symOf is the canonical form of an open array or object, or of an unknown.
func symOf(v value.Value) *value.Sym {
	switch v := v.(type) {
	case value.Unknown:
		return v.Sym()
	case value.Array:
		return v.Sym()
	case value.Object:
		return v.Sym()
	}
	return nil
}

// concatArrays joins arrays, of which some may be unknown or open.
func concatArrays(c *Call, arrays, args []value.Value) (value.Value, *Fault) {
	var s seq
	for i, a := range arrays {
		t, ok := seqOf(a)
		if !ok {
			return nil, c.wrong(i, a, "an array like the others")
		}
		s.append(t)
		if fault := c.checkItems(s.size()); fault != nil {
			return nil, fault
		}
	}
	ops := joined(arrays)
	if len(ops) == 1 && s.open && value.TypeOf(ops[0]) == value.TypeArray {
		return ops[0], nil
	}
	return s.array(c, value.SymCall("concat", ops...), args)
}
