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
func unifyValues(vs []Value) (cty.Type, bool) {
	types := make([]cty.Type, 0, len(vs))
	open, all := false, true
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
	if open && ok && !(all && len(types) > 0) {
		return cty.DynamicPseudoType, true
	}
	return t, ok
}

// eitherWay is v where its type may turn out to be string instead: a number or
// bool of which it isn't known whether it becomes text.
func eitherWay(v Value, why []value.Why) value.Value {
	if v.T != cty.Number && v.T != cty.Bool || !v.IsKnown() || v.IsNull() {
		return v.V
	}
	text, ok := render(v)
	if !ok {
		return v.V
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf.convert", v.V), Why: why, Secret: v.V.Secret(), Origin: v.V.Origin(),
		Domain: &value.Domain{OneOf: []value.Value{v.V, as(value.NewString(text, nil), v.V)}}})
}
