package typed

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"moat/analyzer/value"
)

// maxDistinct bounds the different types that are unified: what it costs grows
// faster than their number.
const maxDistinct = 64

// Unify is the type that values of all the types can be converted to, as
// Terraform finds it for the items of a list and the results of a conditional.
// False if there is none. Of no types, or of too many, it is
// cty.DynamicPseudoType.
func Unify(types ...cty.Type) (cty.Type, bool) {
	var distinct []cty.Type
	for _, t := range types {
		seen := false
		for _, d := range distinct {
			if seen = d.Equals(t); seen {
				break
			}
		}
		if !seen {
			if len(distinct) == maxDistinct {
				return cty.DynamicPseudoType, true
			}
			distinct = append(distinct, t)
		}
	}
	switch len(distinct) {
	case 0:
		return cty.DynamicPseudoType, true
	case 1:
		return distinct[0], true
	}
	t, _ := convert.UnifyUnsafe(distinct)
	return t, t != cty.NilType
}

// unifyValues is Unify for the types of values. Null agrees with every type.
// Where a type isn't known, neither is the common one, unless that can only be
// string.
//
// Open says that there may be more values than these.
func unifyValues(vs []Value, open bool) (cty.Type, bool) {
	types := make([]cty.Type, 0, len(vs))
	all := true
	for _, v := range vs {
		if v.IsNull() && v.T == cty.DynamicPseudoType {
			continue
		}
		if v.T == cty.DynamicPseudoType {
			open = true
			continue
		}
		all = all && v.T == cty.String
		types = append(types, v.T)
	}
	t, ok := Unify(types...)
	if open && !(ok && all && len(types) > 0) {
		return cty.DynamicPseudoType, true
	}
	return t, ok
}

// EitherWay is v in a place where a type may turn out to be another, because the
// type of something beside it isn't known: of its numbers and bools it isn't
// known whether they become text.
func EitherWay(v Value, why []value.Why) Value {
	if v.IsNull() || v.T == cty.String {
		return v
	}
	if len(why) == 0 {
		why = []value.Why{{Reason: value.ReasonTypeError}}
	}
	return Value{eitherWay(v, why), cty.DynamicPseudoType}
}

func eitherWay(v Value, why []value.Why) value.Value {
	switch x := v.V.(type) {
	case value.Array:
		return x.MapItems(func(it value.Value) value.Value { return eitherWay(v.Loose(it), why) })
	case value.Object:
		return x.MapMembers(func(m value.Member) value.Member {
			m.Value = eitherWay(v.Member(m), why)
			return m
		})
	}
	scalar := v.T == cty.Number || v.T == cty.Bool
	if !scalar {
		u, ok := v.V.(value.Unknown)
		if !ok || v.T == cty.String || v.T == cty.DynamicPseudoType && u.OneOf() == nil && u.Type() == value.TypeAny {
			return v.V
		}
	}
	spec := value.UnknownSpec{Sym: value.SymCall("tf.convert", v.V), Why: why, Secret: value.HasSecret(v.V), Origin: v.V.Origin()}
	if text, ok := render(v); ok {
		spec.Domain = &value.Domain{OneOf: []value.Value{v.V, as(value.NewString(text, nil), v.V)}}
	}
	return value.NewUnknown(spec)
}
