package function

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// seq is a list under construction, of which the end may be unknown: items are
// certain and come first, loose ones may follow them.
type seq struct {
	items, loose []typed.Value
	open         bool
	why          []value.Why
	// unordered says that the order of the items isn't known: they are those
	// of a set that isn't known throughout.
	unordered bool
}

// seqOf is what is known of the items of v; false if v can't be a list, tuple
// or set.
func seqOf(v typed.Value) (seq, bool) {
	a, ok := v.V.(value.Array)
	if !ok {
		may := isHole(v.V) && (v.T == cty.DynamicPseudoType || typed.IsSequence(v.T))
		return seq{open: true, why: value.WhyOf(v.V)}, may
	}
	s := seq{open: a.Open(), why: a.Why()}
	s.items, _ = v.Items()
	for _, it := range a.Loose() {
		s.loose = append(s.loose, v.Loose(it))
	}
	s.unordered = v.T.IsSetType() && !v.IsKnown() && (s.open || len(s.items) > 1)
	return s, true
}

// listed is s in a place where its order counts: without one, nothing is
// certain of any place.
func (s seq) listed() seq {
	if !s.unordered {
		return s
	}
	out := seq{open: true, why: s.why}
	out.loose = append(append(out.loose, s.items...), s.loose...)
	for _, it := range s.items {
		if out.why == nil {
			out.why = value.WhyOf(it.V)
		}
	}
	return out
}

// add puts v at the end: certain if the list isn't open.
func (s *seq) add(v typed.Value) {
	if s.open {
		s.loose = append(s.loose, v)
	} else {
		s.items = append(s.items, v)
	}
}

// maybe puts v at the end of a list of which it may turn out to be no part.
func (s *seq) maybe(v typed.Value, why []value.Why) {
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

func values(vs []typed.Value) []value.Value {
	out := make([]value.Value, len(vs))
	for i, v := range vs {
		out[i] = v.V
	}
	return out
}

// array is the list as a value of type t. An open one takes the call as its
// canonical form.
func (c *call) array(s seq, t cty.Type) (typed.Value, error) {
	if s.size() > maxItems {
		return typed.Value{}, limitError{}
	}
	if !s.open {
		return typed.Value{V: value.NewArray(values(s.items), c.origin()), T: t}, nil
	}
	spec := c.spec("")
	if len(s.why) > 0 {
		spec.Why = s.why
	}
	if s.size() == 0 {
		spec.Type = value.TypeArray
		return typed.Value{V: value.NewUnknown(spec), T: t}, nil
	}
	return typed.Value{V: value.NewOpenArray(values(s.items), values(s.loose), spec.Sym, spec.Why, spec.Origin), T: t}, nil
}

// typeBy is the type that a function of the cty library gives the result.
func (c *call) typeBy(f function.Function) cty.Type {
	args := make([]cty.Value, len(c.args))
	for i, a := range c.args {
		args[i] = approx(a)
	}
	t, err := f.ReturnTypeForValues(args)
	if err != nil {
		return cty.DynamicPseudoType
	}
	return t
}

// approx is v as a cty value; what isn't known there is unknown here.
func approx(v typed.Value) cty.Value {
	if !v.T.HasDynamicTypes() || v.IsNull() {
		if known, ok := v.ToCty(); ok {
			return known
		}
	}
	unknown := cty.UnknownVal(v.T)
	switch x := v.V.(type) {
	case value.Array:
		if x.Open() || v.T.IsSetType() {
			return unknown
		}
		if len(x.Items()) == 0 {
			known, _ := v.ToCty()
			if v.T == cty.DynamicPseudoType {
				return unknown
			}
			return known
		}
		typedItems, _ := v.Items()
		items := make([]cty.Value, len(typedItems))
		for i, it := range typedItems {
			items[i] = approx(it)
		}
		switch {
		case v.T.IsTupleType():
			return cty.TupleVal(items)
		case v.T.IsListType() && cty.CanListVal(items):
			return cty.ListVal(items)
		}
	case value.Object:
		if x.Open() {
			return unknown
		}
		if len(x.Members()) == 0 {
			known, _ := v.ToCty()
			if v.T == cty.DynamicPseudoType {
				return unknown
			}
			return known
		}
		members := make(map[string]cty.Value, len(x.Members()))
		for _, m := range x.Members() {
			members[m.Key] = approx(v.Member(m))
		}
		switch {
		case v.T.IsObjectType():
			return cty.ObjectVal(members)
		case v.T.IsMapType() && cty.CanMapVal(members):
			return cty.MapVal(members)
		}
	}
	return unknown
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

// either is the list with its numbers and bools taken for what may become text,
// because the type of another argument isn't known.
func (c *call) either(s seq) seq {
	why := c.spec("").Why
	for _, list := range [...]*[]typed.Value{&s.items, &s.loose} {
		out := make([]typed.Value, len(*list))
		for i, it := range *list {
			out[i] = typed.EitherWay(it, why)
		}
		*list = out
	}
	return s
}

// vague says whether the type of v's elements isn't known. That of an empty
// list or map needn't be.
func vague(v typed.Value) bool {
	if a, ok := v.V.(value.Array); ok && !a.Open() && len(a.Items()) == 0 {
		return false
	}
	if o, ok := v.V.(value.Object); ok && !o.Open() && len(o.Members()) == 0 {
		return false
	}
	return v.T == cty.DynamicPseudoType || v.T.IsCollectionType() && v.T.ElementType() == cty.DynamicPseudoType
}

func anyVague(args []typed.Value) bool {
	for _, a := range args {
		if vague(a) {
			return true
		}
	}
	return false
}
