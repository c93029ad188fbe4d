package function

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// setRows are the functions on sets.
func setRows() []*Func {
	return []*Func{
		{Name: "setunion", Signature: "first_set set(any), other_sets set(any)…: set(any)", partial: setUnion},
		{Name: "setintersection", Signature: "first_set set(any), other_sets set(any)…: set(any)", partial: setIntersection},
		{Name: "setsubtract", Signature: "a set(any), b set(any): set(any)", partial: setSubtract},
		{Name: "setproduct", Signature: "sets any…: any", partial: setProduct},
	}
}

// sets are the arguments with one type of members.
func (c *call) sets() ([]seq, cty.Type, error) {
	if anyVague(c.args) {
		out := make([]seq, len(c.args))
		for i, a := range c.args {
			s, _ := seqOf(a)
			out[i] = c.either(s)
		}
		return out, cty.Set(cty.DynamicPseudoType), nil
	}
	types := make([]cty.Type, 0, len(c.args))
	for _, a := range c.args {
		// An empty set of no type takes that of the others.
		if arr, ok := a.V.(value.Array); ok && len(arr.Items()) == 0 && a.T.IsSetType() && a.T.ElementType() == cty.DynamicPseudoType {
			continue
		}
		types = append(types, a.T)
	}
	t, ok := typed.Unify(types...)
	if !ok || t != cty.DynamicPseudoType && !t.IsSetType() {
		return nil, t, fmt.Errorf("%s: the members of the sets have no type in common", c.f.Name)
	}
	if t == cty.DynamicPseudoType {
		t = cty.Set(cty.DynamicPseudoType)
	}
	out := make([]seq, len(c.args))
	for i, a := range c.args {
		v, err := typed.Convert(a, t, c.env.At)
		if err != nil {
			return nil, t, c.wrong(i, "%s", err)
		}
		out[i], _ = seqOf(v)
	}
	return out, t, nil
}

// set makes a set of items that may be equal; others may follow if it is open.
func (c *call) set(s seq, t cty.Type) (typed.Value, error) {
	if s.size() > maxItems {
		return typed.Value{}, limitError{}
	}
	list := typed.Value{T: cty.List(t.ElementType())}
	if !s.open {
		list.V = value.NewArray(values(s.items), c.origin())
		out, err := typed.Convert(list, t, c.env.At)
		if a, ok := out.V.(value.Array); ok && err == nil && a.Open() {
			// The call itself is the canonical form.
			spec := c.spec("")
			out.V = value.NewOpenArray(a.Items(), a.Loose(), spec.Sym, spec.Why, spec.Origin)
		}
		return out, err
	}
	return c.array(s, t)
}

func setUnion(c *call) (typed.Value, error) {
	sets, t, err := c.sets()
	if err != nil {
		return typed.Value{}, err
	}
	var all seq
	for i, s := range sets {
		if s.open {
			all.open = true
			if all.why == nil {
				all.why = s.why
			}
			all.loose = append(all.loose, s.loose...)
		}
		if i == 0 {
			all.items = s.items
			continue
		}
		for _, it := range s.items {
			// Certain members are such that no two are equal.
			if c.isKnown() {
				all.items = append(all.items, it)
				continue
			}
			if all.size() > maxSize/1000 {
				return typed.Value{}, limitError{}
			}
			switch (seq{items: all.items}).has(it) {
			case value.No:
				all.items = append(all.items, it)
			case value.Maybe:
				all.maybe(it, value.Whys(append(values(all.items), it.V)...))
			}
		}
	}
	return c.set(all, t)
}

func setIntersection(c *call) (typed.Value, error) {
	sets, t, err := c.sets()
	if err != nil {
		return typed.Value{}, err
	}
	return c.filter(sets[0], t, func(it typed.Value) value.Tri {
		in := value.Yes
		for _, s := range sets[1:] {
			has := s.has(it)
			if has == value.No && s.open {
				has = value.Maybe
			}
			in = in.And(has)
		}
		return in
	})
}

func setSubtract(c *call) (typed.Value, error) {
	sets, t, err := c.sets()
	if err != nil {
		return typed.Value{}, err
	}
	return c.filter(sets[0], t, func(it typed.Value) value.Tri {
		has := sets[1].has(it)
		if has == value.No && sets[1].open {
			has = value.Maybe
		}
		return has.Not()
	})
}

// filter keeps the members for which keep says so.
func (c *call) filter(s seq, t cty.Type, keep func(typed.Value) value.Tri) (typed.Value, error) {
	cost := 0
	for _, a := range c.args {
		cost += value.Size(a.V)
	}
	if len(s.items)*cost > 50*maxSize {
		return typed.Value{}, limitError{}
	}
	out := seq{open: s.open, why: s.why}
	for _, it := range s.items {
		switch keep(it) {
		case value.Yes:
			out.items = append(out.items, it)
		case value.Maybe:
			out.maybe(it, c.spec("").Why)
		}
	}
	for _, it := range s.loose {
		if keep(it) != value.No {
			out.loose = append(out.loose, it)
		}
	}
	return c.set(out, t)
}

// setProduct pairs the members of all: a set of tuples if one of them is a set,
// else a list of them.
func setProduct(c *call) (typed.Value, error) {
	if len(c.args) < 2 {
		return typed.Value{}, fmt.Errorf("setproduct takes at least 2 arguments, but is given %d", len(c.args))
	}
	t := c.typeBy(stdlib.SetProductFunc)
	for _, a := range c.args {
		if a.T.HasDynamicTypes() && !a.IsKnown() {
			return c.unknownOf(cty.DynamicPseudoType, ""), nil
		}
	}
	total := 1
	asSet, known := false, true
	sets := make([]seq, len(c.args))
	for i, a := range c.args {
		v := a
		if a.T.IsTupleType() {
			var err error
			if v, err = typed.Convert(a, cty.List(cty.DynamicPseudoType), c.env.At); err != nil {
				return typed.Value{}, c.wrong(i, "%s", err)
			}
		}
		s, ok := seqOf(v)
		if !ok {
			return typed.Value{}, c.wrong(i, "it must be a list, a tuple or a set")
		}
		asSet = asSet || a.T.IsSetType()
		known = known && !s.open
		sets[i] = s
		if n := len(s.items); n > 0 && total > maxItems/n {
			return typed.Value{}, limitError{}
		}
		total *= len(s.items)
	}
	if !known || c.untyped() {
		return c.unknownOf(t, ""), nil // what may be a set is in no certain order
	}
	rows := [][]value.Value{nil}
	var types []cty.Type
	for _, s := range sets {
		var next [][]value.Value
		for _, row := range rows {
			for _, it := range s.items {
				next = append(next, append(row[:len(row):len(row)], it.V))
			}
		}
		elem := cty.DynamicPseudoType
		if len(s.items) > 0 {
			elem = s.items[0].T
		}
		types = append(types, elem)
		rows = next
	}
	if t == cty.DynamicPseudoType {
		t = cty.List(cty.Tuple(types))
		if asSet {
			t = cty.Set(cty.Tuple(types))
		}
	}
	var out seq
	for _, row := range rows {
		out.add(typed.Value{V: value.NewArray(row, c.origin()), T: elementType(t)})
	}
	if t.IsSetType() {
		return c.set(out, t)
	}
	return c.array(out, t)
}
