package typed

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/value"
)

// sequence is an array taken apart, with the types of its items.
type sequence struct {
	items, loose []Value
	open         bool
}

func (s sequence) all() []Value { return append(slices.Clip(s.items), s.loose...) }

func values(vs []Value) []value.Value {
	out := make([]value.Value, len(vs))
	for i, v := range vs {
		out[i] = v.V
	}
	return out
}

func (c converter) array(v Value, a value.Array, to cty.Type, p value.Path) (Value, error) {
	s := sequence{open: a.Open()}
	s.items, _ = v.Items()
	for _, it := range a.Loose() {
		s.loose = append(s.loose, v.Loose(it))
	}
	switch {
	case to.IsTupleType():
		return c.tuple(v, s, to, p)
	case !to.IsListType() && !to.IsSetType():
		return v, mismatch(v, to, p)
	}
	elem, changed, err := c.elements(&s, to.ElementType(), v, p)
	if err != nil {
		return v, err
	}
	if to.IsSetType() {
		return c.set(v, s, elem)
	}
	if v.T.IsSetType() && !value.IsKnown(v.V) && len(s.items)+len(s.loose) > 1 {
		// The items of a set take their order from their values.
		return Value{c.openArray("tf.tolist", nil, s.all(), v.V), cty.List(elem)}, nil
	}
	if !changed {
		return Value{v.V, cty.List(elem)}, nil
	}
	if s.open {
		out := c.openArray("tf.convert", s.items, s.loose, v.V, value.NewString(typeexpr.TypeString(cty.List(elem)), nil))
		return Value{out, cty.List(elem)}, nil
	}
	return Value{as(value.NewArray(values(s.items), nil), v.V), cty.List(elem)}, nil
}

// elements converts all items to one type: to, or the one that they agree on.
// The second result says whether that changed any.
func (c converter) elements(s *sequence, to cty.Type, in Value, p value.Path) (cty.Type, bool, error) {
	if to.HasDynamicTypes() && len(s.items)+len(s.loose) == 0 {
		// An empty list of another type keeps it.
		if to == cty.DynamicPseudoType && (in.T.IsListType() || in.T.IsSetType()) {
			return in.T.ElementType(), false, nil
		}
		return to.WithoutOptionalAttributesDeep(), false, nil
	}
	changed := false
	run := func(to cty.Type) error {
		for _, list := range [...][]Value{s.items, s.loose} {
			for i, it := range list {
				out, err := converter{at: c.at}.convert(it, to, p.Child(value.IndexStep(i)))
				if err != nil {
					return err
				}
				changed = changed || !same(out.V, it.V)
				list[i] = out
			}
		}
		return nil
	}
	if err := run(to); err != nil {
		return to, false, err
	}
	if !to.HasDynamicTypes() {
		return to.WithoutOptionalAttributesDeep(), changed, nil
	}
	all := s.all()
	elem, ok := unifyValues(all, s.open && !in.T.IsCollectionType())
	if !ok {
		return to, false, noCommonType(p)
	}
	if elem == cty.DynamicPseudoType {
		why := value.Whys(values(all)...)
		for _, list := range [...][]Value{s.items, s.loose} {
			for i, it := range list {
				list[i] = EitherWay(it, why)
				changed = changed || !same(list[i].V, it.V)
			}
		}
		return elem, changed, nil
	}
	return elem, changed, run(elem)
}

func noCommonType(p value.Path) error {
	what := "its elements have"
	if len(p) > 0 {
		what = "the elements of " + p.String() + " have"
	}
	return fmt.Errorf("%s no type in common; a list, set or map needs elements of one type", what)
}

// same says whether a conversion left a value as it was. Both may be large, and
// an unchanged value has kept its key.
func same(a, b value.Value) bool { return a.Kind() == b.Kind() && a.Key() == b.Key() }

func (c converter) openArray(name string, items, loose []Value, args ...value.Value) value.Value {
	call, _ := c.call(name, args...).(value.Unknown)
	out := value.Value(value.NewOpenArray(values(items), values(loose), call.Sym(), call.Why(), args[0].Origin()))
	if args[0].Secret() {
		out = value.AsSecret(out)
	}
	return out
}

func (c converter) tuple(v Value, s sequence, to cty.Type, p value.Path) (Value, error) {
	types := to.TupleElementTypes()
	if len(s.items) > len(types) || !s.open && len(s.items) < len(types) {
		return v, fmt.Errorf("a tuple of %d elements is needed, where there are %d", len(types), len(s.items))
	}
	items, got := make([]value.Value, len(types)), make([]cty.Type, len(types))
	for i, t := range types {
		in := Value{T: cty.DynamicPseudoType}
		if i < len(s.items) {
			in = s.items[i]
		} else {
			in.V = value.NewUnknown(value.UnknownSpec{Sym: value.SymIndex(v.V, value.NewInt(int64(i), nil)), Why: value.WhyOf(v.V),
				Secret: value.HasSecret(v.V), Origin: v.V.Origin()})
		}
		out, err := converter{at: c.at}.convert(in, t, p.Child(value.IndexStep(i)))
		if err != nil {
			return v, err
		}
		items[i], got[i] = out.V, out.T
	}
	return Value{as(value.NewArray(items, nil), v.V), cty.Tuple(got)}, nil
}

// set is the set of the items, which have been converted.
func (c converter) set(v Value, s sequence, elem cty.Type) (Value, error) {
	t := cty.Set(elem)
	if known := values(s.all()); !s.open && allKnown(known) {
		items, ok := inSetOrder(known, elem)
		if ok {
			return Value{as(value.NewArray(items, nil), v.V), t}, nil
		}
	}
	var certain, doubtful []Value
	for _, it := range s.all() {
		has := value.No
		for _, have := range certain {
			if has = has.Or(Equal(have, it)); has == value.Yes {
				break
			}
		}
		switch {
		case has == value.No && len(doubtful)+len(certain) < len(s.items):
			certain = append(certain, it)
		case has != value.Yes:
			doubtful = append(doubtful, it)
		}
	}
	if !s.open && len(doubtful) == 0 {
		return Value{as(value.NewArray(values(certain), nil), v.V), t}, nil
	}
	return Value{c.openArray("tf.toset", certain, doubtful, v.V), t}, nil
}

func allKnown(vs []value.Value) bool {
	for _, v := range vs {
		if !value.IsKnown(v) {
			return false
		}
	}
	return true
}

// inSetOrder puts known values of one type into the order of a set, without
// repetition; the first of equal values stays, secret if any of them is.
func inSetOrder(vs []value.Value, elem cty.Type) ([]value.Value, bool) {
	byKey := make(map[value.Key]value.Value, len(vs))
	members := make([]cty.Value, 0, len(vs))
	for _, v := range vs {
		k := v.Key()
		if have, ok := byKey[k]; ok {
			if value.HasSecret(v) && !value.HasSecret(have) {
				byKey[k] = v
			}
			continue
		}
		m, ok := toCty(v, elem)
		if !ok {
			return nil, false
		}
		byKey[k] = v
		members = append(members, m)
	}
	if len(members) == 0 {
		return nil, true
	}
	if !cty.CanSetVal(members) {
		return nil, false
	}
	out := make([]value.Value, 0, len(members))
	for it := cty.SetVal(members).ElementIterator(); it.Next(); {
		_, m := it.Element()
		v, ok := byKey[fromCty(m, nil).Key()]
		if !ok {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

func (c converter) object(v Value, o value.Object, to cty.Type, p value.Path) (Value, error) {
	switch {
	case to.IsMapType():
		return c.mapping(v, o, to.ElementType(), p)
	case to.IsObjectType():
		return c.attributes(v, o, to, p)
	}
	return v, mismatch(v, to, p)
}

func (c converter) mapping(v Value, o value.Object, to cty.Type, p value.Path) (Value, error) {
	if len(o.Members()) == 0 && to == cty.DynamicPseudoType && v.T.IsMapType() {
		return v, nil
	}
	in := make([]Value, len(o.Members()))
	changed := false
	run := func(to cty.Type) error {
		for i, m := range o.Members() {
			out, err := converter{at: c.at}.convert(in[i], to, p.Child(value.NameStep(m.Key)))
			if err != nil {
				return err
			}
			changed = changed || !same(out.V, in[i].V)
			in[i] = out
		}
		return nil
	}
	for i, m := range o.Members() {
		in[i] = v.Member(m)
	}
	if err := run(to); err != nil {
		return v, err
	}
	elem := to.WithoutOptionalAttributesDeep()
	if to.HasDynamicTypes() && len(in) > 0 {
		var ok bool
		if elem, ok = unifyValues(in, o.Open() && !v.T.IsCollectionType()); !ok {
			return v, noCommonType(p)
		}
		if elem == cty.DynamicPseudoType {
			why := value.Whys(values(in)...)
			for i := range in {
				was := in[i].V
				in[i] = EitherWay(in[i], why)
				changed = changed || !same(was, in[i].V)
			}
		} else if err := run(elem); err != nil {
			return v, err
		}
	}
	if !changed {
		return Value{v.V, cty.Map(elem)}, nil
	}
	members := make([]value.Member, len(in))
	for i, m := range o.Members() {
		m.Value = in[i].V
		members[i] = m
	}
	return Value{c.rebuilt(o, members, cty.Map(elem)), cty.Map(elem)}, nil
}

// rebuilt is o with other members, after a conversion to t.
func (c converter) rebuilt(o value.Object, members []value.Member, t cty.Type) value.Value {
	var out value.Value
	if o.Open() {
		call, _ := c.call("tf.convert", o, value.NewString(typeexpr.TypeString(t), nil)).(value.Unknown)
		out = value.NewOpenObject(members, o.At(), call.Sym(), o.Why(), o.Origin())
	} else {
		out = value.NewObject(members, o.At(), o.Origin())
	}
	if o.Secret() {
		out = value.AsSecret(out)
	}
	return out
}

// attributes converts to an object type: members that it lacks are dropped,
// optional ones that aren't there are null.
func (c converter) attributes(v Value, o value.Object, to cty.Type, p value.Path) (Value, error) {
	have := make(map[string]bool, len(o.Members()))
	got := make(map[string]cty.Type, len(to.AttributeTypes()))
	var members []value.Member
	add := func(m value.Member, in Value) error {
		out, err := converter{at: c.at}.convert(in, to.AttributeType(m.Key), p.Child(value.NameStep(m.Key)))
		if err != nil {
			return err
		}
		m.Value = out.V
		got[m.Key] = out.T
		members = append(members, m)
		return nil
	}
	for _, m := range o.Members() {
		if m.KeyValue != nil || !to.HasAttribute(m.Key) {
			continue
		}
		have[m.Key] = true
		in := v.Member(m)
		if m.Maybe {
			// Something unknown may have replaced it.
			in = Of(c.property(o, m.Key))
			m.Maybe = false
		}
		if err := add(m, in); err != nil {
			return v, err
		}
	}
	for _, name := range attributeNames(to) {
		if have[name] {
			continue
		}
		in := Value{value.NewNull(value.Literal(c.at)), cty.DynamicPseudoType}
		if o.Open() {
			in = Of(c.property(o, name))
		} else if !to.AttributeOptional(name) {
			return v, fmt.Errorf("%s is missing; the object needs it", p.Child(value.NameStep(name)))
		}
		if err := add(value.Member{Key: name}, in); err != nil {
			return v, err
		}
	}
	out := value.Value(value.NewObject(members, o.At(), o.Origin()))
	if o.Secret() {
		out = value.AsSecret(out)
	}
	return Value{out, cty.Object(got)}, nil
}

func attributeNames(t cty.Type) []string {
	names := make([]string, 0, len(t.AttributeTypes()))
	for name := range t.AttributeTypes() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// property is a member of an open object of which it isn't known whether, or as
// what, it is there.
func (c converter) property(o value.Object, name string) value.Value {
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymProp(o, name), Why: o.Why(), Secret: value.HasSecret(o), Origin: o.Origin()})
}
