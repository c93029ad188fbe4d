package function

import (
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// listRows are the functions on lists and tuples.
func listRows() []*Func {
	return []*Func{
		{Name: "concat", Signature: "seqs any…: any", known: std(stdlib.ConcatFunc), partial: concat, structural: true},
		{Name: "flatten", Signature: "list any: any", known: std(stdlib.FlattenFunc), partial: flatten, structural: true},
		{Name: "element", Signature: "list any, index number: any", known: std(stdlib.ElementFunc), partial: element, structural: true},
		{Name: "index", Signature: "list any, value any: any", partial: index, integer: true},
		{Name: "contains", Signature: "list any, value any: any", partial: contains, sym: spelt("contains")},
		{Name: "length", Signature: "value any: number", partial: length, sym: spelt("length"), integer: true},
		{Name: "slice", Signature: "list any, start_index number, end_index number: any", known: std(stdlib.SliceFunc), partial: slice, structural: true},
		{Name: "reverse", Signature: "list any: any", known: std(stdlib.ReverseListFunc), partial: reverse, structural: true},
		{Name: "sort", Signature: "list list(string): list(string)", known: std(stdlib.SortFunc), partial: sorted, structural: true},
		{Name: "distinct", Signature: "list list(any): list(any)", known: std(stdlib.DistinctFunc), partial: distinct, structural: true},
		{Name: "compact", Signature: "list list(string): list(string)", partial: compact},
		{Name: "chunklist", Signature: "list list(any), size number: list(list(any))", known: std(stdlib.ChunklistFunc), partial: chunk, structural: true},
		{Name: "coalesce", Signature: "vals any?…: any", partial: coalesce},
		{Name: "coalescelist", Signature: "vals any?…: any", known: std(stdlib.CoalesceListFunc), partial: coalesceList, structural: true},
		{Name: "one", Signature: "list any: any", partial: one},
		{Name: "range", Signature: "params number…: list(number)", known: std(stdlib.RangeFunc), sym: rangeSym},
		{Name: "sum", Signature: "list any: any", known: sum},
		{Name: "alltrue", Signature: "list list(bool): bool", partial: allTrue, sym: spelt("tf.alltrue")},
		{Name: "anytrue", Signature: "list list(bool): bool", partial: anyTrue, sym: spelt("tf.anytrue")},
		{Name: "matchkeys", Signature: "values list(any), keys list(any), searchset list(any): list(any)", partial: matchKeys},
	}
}

func concat(c *call) (typed.Value, error) {
	if len(c.args) == 0 {
		return typed.Value{}, fmt.Errorf("concat: %w", errNoLists)
	}
	t := c.typeBy(stdlib.ConcatFunc)
	operands := c.values()
	var s seq
	for i, a := range c.args {
		if t.IsListType() {
			// Lists of several types have become lists of one.
			if out, err := typed.Convert(a, t, c.env.At); err == nil {
				a = out
			}
		}
		in, ok := seqOf(a)
		if !ok || a.T.IsSetType() {
			return typed.Value{}, c.wrong(i, "it must be a list or a tuple")
		}
		if t == cty.DynamicPseudoType && a.T.IsListType() && anyVague(c.args) {
			in = c.either(in)
			if arr, ok := a.V.(value.Array); ok && !arr.Open() {
				operands[i] = value.NewArray(values(in.items), arr.Origin())
			}
		}
		s.append(in)
		if s.size() > maxItems {
			return typed.Value{}, limitError{}
		}
	}
	ops := joined(operands)
	if len(ops) == 1 && s.open {
		for _, a := range c.args {
			if a.V.Key() == ops[0].Key() {
				return typed.Value{V: a.V, T: t}, nil
			}
		}
	}
	d := *c
	d.sym = value.SymCall("concat", ops...)
	return d.array(s, t)
}

// joined flattens lists of lists to canonical operands: neighbouring closed
// arrays merge, empty ones vanish, and what is itself a concat is taken apart.
func joined(vs []value.Value) []value.Value {
	var out, known []value.Value
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

func flatten(c *call) (typed.Value, error) {
	if _, ok := seqOf(c.args[0]); !ok {
		return typed.Value{}, c.wrong(0, "it must be a list, a tuple or a set")
	}
	var s seq
	if err := flattenInto(&s, c.args[0]); err != nil {
		return typed.Value{}, err
	}
	t := cty.DynamicPseudoType
	if !s.open {
		types := make([]cty.Type, len(s.items))
		for i, it := range s.items {
			types[i] = it.T
		}
		t = cty.Tuple(types)
	}
	return c.array(s, t)
}

func flattenInto(s *seq, v typed.Value) error {
	t, _ := seqOf(v)
	t = t.listed()
	for _, list := range [...][]typed.Value{t.items, t.loose} {
		for _, it := range list {
			switch {
			case it.V.Kind() == value.KindArray:
				if err := flattenInto(s, it); err != nil {
					return err
				}
			case isHole(it.V) && typed.IsSequence(it.T), isHole(it.V) && it.T == cty.DynamicPseudoType && canBe(it.V, value.TypeArray):
				// It may be a list of its own.
				if s.open = true; s.why == nil {
					s.why = value.WhyOf(it.V)
				}
			default:
				s.add(it)
			}
			if s.size() > maxItems {
				return limitError{}
			}
		}
		if t.open && !s.open {
			s.open, s.why = true, t.why
		}
	}
	return nil
}

func canBe(v value.Value, t value.Type) bool {
	have := value.TypeOf(v)
	return have == value.TypeAny || have == t
}

func element(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok || c.args[0].T.IsSetType() {
		return typed.Value{}, c.wrong(0, "it must be a list or a tuple")
	}
	if !s.open && len(s.items) == 0 {
		return typed.Value{}, c.wrong(0, "it is empty; there is no element to take")
	}
	i, known := c.whole(1)
	switch {
	case known && i >= 0 && i < int64(len(s.items)):
		return s.items[i], nil
	case known && !s.open:
		n := int64(len(s.items))
		return s.items[(i%n+n)%n], nil
	case c.args[1].IsKnown() && !known:
		return typed.Value{}, c.wrong(1, "it must be a whole number")
	case !s.open && len(s.items) <= maxSplit:
		return c.oneOf(s.items), nil
	}
	return c.unknownOf(elementType(c.args[0].T), ""), nil
}

func elementType(t cty.Type) cty.Type {
	if t.IsListType() || t.IsSetType() || t.IsMapType() {
		return t.ElementType()
	}
	return cty.DynamicPseudoType
}

func index(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok || c.args[0].T.IsSetType() {
		return typed.Value{}, c.wrong(0, "it must be a list or a tuple")
	}
	for i, it := range s.items {
		switch typed.Equal(it, c.args[1]) {
		case value.Yes:
			v := value.Value(value.NewInt(int64(i), c.origin()))
			if c.secret() {
				v = value.AsSecret(v)
			}
			return typed.Value{V: v, T: cty.Number}, nil
		case value.Maybe:
			return c.unknownOf(cty.Number, ""), nil
		}
	}
	if s.open {
		return c.unknownOf(cty.Number, ""), nil
	}
	return typed.Value{}, c.wrong(1, "no element of the list equals it")
}

func contains(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return typed.Value{}, c.wrong(0, "it must be a list, a tuple or a set")
	}
	switch has := s.has(c.args[1]); {
	case has == value.Yes:
		return c.boolean(true)
	case has == value.No && !s.open:
		return c.boolean(false)
	}
	v := c.unknownOf(cty.Bool, "")
	u, _ := v.V.(value.Unknown)
	v.V = value.NewUnknown(value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Type: value.TypeBool, Secret: u.Secret(), Origin: u.Origin(),
		Domain: &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}}})
	return v, nil
}

// has says whether one of the listed items equals v.
func (s seq) has(v typed.Value) value.Tri {
	out := value.No
	for _, it := range s.items {
		if out = out.Or(typed.Equal(it, v)); out == value.Yes {
			return out
		}
	}
	for _, it := range s.loose {
		out = out.Or(value.Maybe.And(typed.Equal(it, v)))
	}
	return out
}

func length(c *call) (typed.Value, error) {
	a := c.args[0]
	n := -1
	switch v := a.V.(type) {
	case value.Array:
		if !v.Open() {
			n = len(v.Items())
		}
	case value.Object:
		if !v.Open() {
			n = len(v.Members())
		}
	case value.String:
		if a.T != cty.String {
			return typed.Value{}, c.wrong(0, "a number has no length")
		}
		got, err := stdlib.Strlen(cty.StringVal(v.String()))
		if err != nil {
			return typed.Value{}, c.explain(err)
		}
		out := typed.FromCty(got, c.origin())
		if v.Secret() {
			out.V = value.AsSecret(out.V)
		}
		return out, nil
	case value.Unknown, value.Ref, value.Text:
		if a.T.IsTupleType() {
			n = len(a.T.TupleElementTypes())
		} else if a.T == cty.Number || a.T == cty.Bool {
			return typed.Value{}, c.wrong(0, "a %s has no length", a.T.FriendlyName())
		}
	default:
		return typed.Value{}, c.wrong(0, "a %s has no length", a.T.FriendlyName())
	}
	if n < 0 {
		return c.unknown(""), nil
	}
	return typed.Value{V: value.NewInt(int64(n), c.origin()), T: cty.Number}, nil
}

func slice(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok || c.args[0].T.IsSetType() {
		return typed.Value{}, c.wrong(0, "it must be a list or a tuple")
	}
	t := c.typeBy(stdlib.SliceFunc)
	from, ok1 := c.whole(1)
	to, ok2 := c.whole(2)
	if !ok1 || !ok2 || from < 0 || from > to {
		return c.unknownOf(t, ""), nil
	}
	switch {
	case to <= int64(len(s.items)):
		return c.array(seq{items: s.items[from:to]}, t)
	case !s.open:
		return typed.Value{}, c.wrong(2, "it is %d, but the list ends at %d", to, len(s.items))
	}
	// The places up to the end are there, or the call has no value.
	out := seq{}
	if to-from > maxItems {
		return typed.Value{}, limitError{}
	}
	for i := from; i < to; i++ {
		if i < int64(len(s.items)) {
			out.add(s.items[i])
			continue
		}
		out.add(typed.Value{T: elementType(c.args[0].T), V: value.NewUnknown(value.UnknownSpec{Sym: value.SymIndex(c.args[0].V, value.NewInt(i, nil)),
			Why: s.reasons(c), Secret: c.secret(), Origin: c.origin()})})
	}
	return c.array(out, t)
}

func (s seq) reasons(c *call) []value.Why {
	if len(s.why) > 0 {
		return s.why
	}
	return c.spec("").Why
}

func reverse(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return typed.Value{}, c.wrong(0, "it must be a list, a tuple or a set")
	}
	t := c.typeBy(stdlib.ReverseListFunc)
	s = s.listed()
	if s.open {
		return c.array(seq{open: true, why: s.why, loose: append(slices.Clip(s.items), s.loose...)}, t)
	}
	items := slices.Clone(s.items)
	slices.Reverse(items)
	return c.array(seq{items: items}, t)
}

func sorted(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return c.unknown(""), nil
	}
	t := cty.List(cty.String)
	if s.open || !c.isKnown() {
		if !s.open && len(s.items) == 1 {
			return c.array(s, t)
		}
		return c.array(seq{open: true, why: s.why, loose: append(slices.Clip(s.items), s.loose...)}, t)
	}
	items := slices.Clone(s.items)
	slices.SortStableFunc(items, func(a, b typed.Value) int {
		x, _ := a.V.(value.String)
		y, _ := b.V.(value.String)
		switch {
		case x.String() < y.String():
			return -1
		case x.String() > y.String():
			return 1
		}
		return 0
	})
	return c.array(seq{items: items}, t)
}

func distinct(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return c.unknown(""), nil
	}
	s = s.listed()
	var out seq
	seen := map[value.Key]bool{}
	for _, it := range s.items {
		if seen[it.V.Key()] {
			continue
		}
		seen[it.V.Key()] = true
		has := value.No
		if !c.isKnown() {
			has = out.has(it)
		}
		if has == value.No {
			out.add(it)
		} else if has == value.Maybe {
			out.maybe(it, value.Whys(append(values(out.items), it.V)...))
		}
		if out.size() > maxSize/1000 && !c.isKnown() {
			return typed.Value{}, limitError{}
		}
	}
	if s.open && !out.open {
		out.open, out.why = true, s.why
	}
	out.loose = append(out.loose, s.loose...)
	return c.array(out, c.args[0].T)
}

func compact(c *call) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return c.unknown(""), nil
	}
	s = s.listed()
	var out seq
	for _, it := range s.items {
		switch {
		case it.IsNull():
		case nonEmpty(it.V):
			out.add(it)
		case it.V.Kind() != value.KindString:
			out.maybe(it, value.WhyOf(it.V))
		}
	}
	if s.open && !out.open {
		out.open, out.why = true, s.why
	}
	out.loose = append(out.loose, s.loose...)
	return c.array(out, cty.List(cty.String))
}

func chunk(c *call) (typed.Value, error) {
	t := cty.List(c.args[0].T)
	s, ok := seqOf(c.args[0])
	n, isInt := c.whole(1)
	if !ok || !isInt {
		return c.unknownOf(t, ""), nil
	}
	if n < 0 {
		return typed.Value{}, c.wrong(1, "it is %d; a size can't be negative", n)
	}
	if s.open && n == 0 && len(s.items) == 0 {
		return c.unknownOf(t, ""), nil // no chunk, if the list is empty
	}
	if s.open && n == 0 {
		return c.array(seq{items: []typed.Value{c.args[0]}}, t)
	}
	if n == 0 {
		n = int64(max(len(s.items), 1))
	}
	var out seq
	for rest := s.items; len(rest) > 0; {
		k := int(min(n, int64(len(rest))))
		if s.open && int64(k) < n {
			break // more may follow in this chunk
		}
		out.add(typed.Value{V: value.NewArray(values(rest[:k]), c.origin()), T: c.args[0].T})
		rest = rest[k:]
	}
	if s.open {
		out.open, out.why = true, s.why
	}
	return c.array(out, t)
}

func rangeSym(args []value.Value) *value.Sym {
	if len(args) == 1 {
		return value.SymCall("range", value.NewInt(0, nil), args[0])
	}
	return value.SymCall("tf.range", args...)
}

func sum(c *call) (cty.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return cty.NilVal, c.wrong(0, "it must be a list, a tuple or a set of numbers")
	}
	if len(s.items) == 0 {
		return cty.NilVal, c.wrong(0, "it is empty, and a sum needs a number at least")
	}
	total := cty.Zero
	for i, it := range s.items {
		n, err := typed.Argument(it, cty.Number, c.env.At)
		if err != nil {
			return cty.NilVal, c.wrong(0, "element %d: %s", i, err)
		}
		num, ok := n.ToCty()
		if !ok {
			return cty.NilVal, limitError{}
		}
		total = total.Add(num)
	}
	return total, nil
}
