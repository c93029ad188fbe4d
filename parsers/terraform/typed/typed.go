// Package typed is Terraform's values: what is known of them in Moat's own
// model, with provenance, secrets and unknowns, beside the type that Terraform
// gives them. Conversion and unification of types follow go-cty, which
// Terraform uses; values take the road through it only where nothing is
// unknown, because its unknowns carry neither reason nor origin.
package typed

import (
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/value"
)

// Value is what is known of a Terraform value.
//
// Lists, tuples and sets are a value.Array, maps and objects a value.Object. A
// set that is known throughout stands in cty's order of sets, without
// repetition. The items of any other set are certain members in no order that
// means anything, no two of them equal; what may equal one of them is loose.
//
// Numbers are a value.Int or a value.Float where that holds the number exactly,
// as Terraform prints it. Terraform computes with 512 bits: any other number is
// a value.String of its decimal digits, which is how it renders in text.
//
// Null is a value.Null with the type it has been converted to.
type Value struct {
	V value.Value
	// T is cty.DynamicPseudoType, there or inside a type, where the type isn't
	// known. It never holds optional attributes.
	T cty.Type
}

// MaxSize bounds the values, shared ones each time, that something may be made of
// for its type to be told or changed. Parts are shared, so walking a value can
// take far longer than its memory lets one think.
const MaxSize = 500_000

// Of gives v the type that a literal of it would have: containers are tuples
// and objects. The type of what is larger than MaxSize isn't told.
func Of(v value.Value) Value { return Value{v, typeOf(v)} }

func typeOf(v value.Value) cty.Type {
	if value.Size(v) > MaxSize {
		return cty.DynamicPseudoType
	}
	switch v := v.(type) {
	case value.Bool:
		return cty.Bool
	case value.Int, value.Float:
		return cty.Number
	case value.String, value.Text:
		return cty.String
	case value.Array:
		if v.Open() {
			return cty.DynamicPseudoType
		}
		types := make([]cty.Type, len(v.Items()))
		for i, it := range v.Items() {
			types[i] = typeOf(it)
		}
		return cty.Tuple(types)
	case value.Object:
		if v.Open() {
			return cty.DynamicPseudoType
		}
		types := make(map[string]cty.Type, len(v.Members()))
		for _, m := range v.Members() {
			types[m.Key] = typeOf(m.Value)
		}
		return cty.Object(types)
	case value.Unknown:
		switch v.Type() {
		case value.TypeBool:
			return cty.Bool
		case value.TypeInt:
			return cty.Number
		case value.TypeString:
			return cty.String
		}
	}
	return cty.DynamicPseudoType
}

// Items are the certain items of a list, tuple or set with their types; false
// if v isn't known to be one.
func (v Value) Items() ([]Value, bool) {
	a, ok := v.V.(value.Array)
	if !ok {
		return nil, false
	}
	out := make([]Value, len(a.Items()))
	for i, it := range a.Items() {
		out[i] = Value{it, v.itemType(i, it)}
	}
	return out, true
}

// Item is what stands at a place of v's list, tuple or set, with its type.
func (v Value) Item(i int, it value.Value) Value { return Value{it, v.itemType(i, it)} }

// Loose is it, one of the loose items of v's array, with its type.
func (v Value) Loose(it value.Value) Value { return Value{it, v.itemType(-1, it)} }

func (v Value) itemType(i int, it value.Value) cty.Type {
	t := cty.DynamicPseudoType
	switch {
	case v.T.IsTupleType():
		if types := v.T.TupleElementTypes(); 0 <= i && i < len(types) {
			t = types[i]
		}
	case v.T.IsListType(), v.T.IsSetType():
		t = v.T.ElementType()
	}
	return refined(t, it)
}

// Member is m, of v's map or object, with its type.
func (v Value) Member(m value.Member) Value { return Value{m.Value, v.attrType(m.Key, m.Value)} }

func (v Value) attrType(name string, of value.Value) cty.Type {
	t := cty.DynamicPseudoType
	switch {
	case v.T.IsObjectType():
		if v.T.HasAttribute(name) {
			t = v.T.AttributeType(name)
		}
	case v.T.IsMapType():
		t = v.T.ElementType()
	}
	return refined(t, of)
}

// refined is the type that the value tells where nothing else does. Of arrays and
// objects it isn't told: they may be a list or a tuple, a map or an object.
func refined(t cty.Type, v value.Value) cty.Type {
	if t == cty.DynamicPseudoType && v.Kind() != value.KindArray && v.Kind() != value.KindObject {
		return typeOf(v)
	}
	return t
}

// Untyped is v where nothing but the value itself tells its type.
func Untyped(v value.Value) Value { return Value{v, refined(cty.DynamicPseudoType, v)} }

// IsKnown says whether v is known through and through.
func (v Value) IsKnown() bool { return value.IsKnown(v.V) }

// IsNull says whether v is known to be null.
func (v Value) IsNull() bool { return v.V.Kind() == value.KindNull }

// IsSequence and IsMapping say whether a type is one of lists, tuples and sets,
// or one of maps and objects.
func IsSequence(t cty.Type) bool { return t.IsListType() || t.IsTupleType() || t.IsSetType() }
func IsMapping(t cty.Type) bool  { return t.IsMapType() || t.IsObjectType() }

// as is v with the origin and the secrecy of what it was made from.
func as(v, from value.Value) value.Value {
	v = value.WithOrigin(v, from.Origin())
	if from.Secret() {
		v = value.AsSecret(v)
	}
	return v
}
