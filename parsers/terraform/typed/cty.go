package typed

import (
	"math/big"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// maxExponent bounds the binary exponent of a number. Terraform prints numbers
// without an exponent, so 1e999999999 would be a gigabyte of zeros.
const maxExponent = 4096

// FromCty is a cty value; all its parts take the origin o. A marked part is a
// secret, whatever the mark.
func FromCty(v cty.Value, o *value.Origin) Value {
	return Value{fromCty(v, o), v.Type().WithoutOptionalAttributesDeep()}
}

func fromCty(v cty.Value, o *value.Origin) value.Value {
	if v.IsMarked() {
		plain, _ := v.Unmark()
		return value.AsSecret(fromCty(plain, o))
	}
	t := v.Type()
	switch {
	case !v.IsKnown():
		return unknown(value.SymAtom("unknown", ""), value.ReasonUnsupported, o)
	case v.IsNull():
		return value.NewNull(o)
	case t == cty.Bool:
		return value.NewBool(v.True(), o)
	case t == cty.Number:
		return FromNumber(v.AsBigFloat(), o)
	case t == cty.String:
		return value.NewString(v.AsString(), o)
	case IsSequence(t):
		items := make([]value.Value, 0, v.LengthInt())
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			items = append(items, fromCty(e, o))
		}
		return value.NewArray(items, o)
	case IsMapping(t):
		var members []value.Member
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			k, _ = k.Unmark()
			members = append(members, value.Member{Key: k.AsString(), Value: fromCty(e, o)})
		}
		return value.NewObject(members, source.Range{}, o)
	}
	return unknown(value.SymAtom(t.FriendlyName(), ""), value.ReasonUnsupported, o)
}

func unknown(sym *value.Sym, reason value.Reason, o *value.Origin) value.Value {
	why := value.Why{Reason: reason}
	if o != nil {
		why.At, why.Name = o.At, o.Name
	}
	return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: []value.Why{why}, Origin: o})
}

// FromNumber is a number of Terraform's. One that is infinite or has thousands
// of digits is unknown, for reason limit.
func FromNumber(f *big.Float, o *value.Origin) value.Value {
	if f.IsInf() || f.MantExp(nil) > maxExponent || f.MantExp(nil) < -maxExponent {
		// Its decimal digits would take minutes; those of its binary form don't.
		return unknown(value.SymCall("tf.number", value.NewString(f.Text('p', 0), nil)), value.ReasonLimit, o)
	}
	if i, exact := f.Int64(); exact == big.Exact && (i != 0 || !f.Signbit()) {
		return value.NewInt(i, o)
	}
	// Precisions differ: a number is the decimal fraction that it prints as.
	near, _ := f.Float64()
	if big.NewFloat(near).Text('g', -1) == f.Text('g', -1) {
		return value.NewFloat(near, o)
	}
	return value.NewString(f.Text('f', -1), o)
}

// precision is that of Terraform's numbers, in bits: what is computed from them
// takes it over.
const precision = 512

// Number is the number that v, of type number, is; false if it isn't known.
func Number(v value.Value) (*big.Float, bool) {
	switch v := v.(type) {
	case value.Int:
		return new(big.Float).SetPrec(precision).SetInt64(v.Int()), true
	case value.Float:
		return parseNumber(value.FormatFloat(v.Float()))
	case value.String:
		return parseNumber(v.String())
	}
	return nil, false
}

func parseNumber(s string) (*big.Float, bool) {
	n, err := cty.ParseNumberVal(s)
	if err != nil {
		return nil, false
	}
	return n.AsBigFloat(), true
}

// ToCty is v as a cty value; false unless it is known throughout, and no larger
// than MaxSize. Secrets are
// not marked: what comes of the value has to be tainted by the caller.
func (v Value) ToCty() (cty.Value, bool) {
	if !value.IsKnown(v.V) || value.Size(v.V) > MaxSize {
		return cty.NilVal, false
	}
	return toCty(v.V, v.T)
}

func toCty(v value.Value, t cty.Type) (cty.Value, bool) {
	if v.Kind() == value.KindNull {
		return cty.NullVal(t), true
	}
	if t == cty.DynamicPseudoType {
		t = typeOf(v)
	}
	switch v := v.(type) {
	case value.Bool:
		return cty.BoolVal(v.Bool()), t == cty.Bool
	case value.Int:
		n, ok := Number(v)
		return cty.NumberVal(n), ok && t == cty.Number
	case value.Float:
		n, ok := Number(v)
		return cty.NumberVal(n), ok && t == cty.Number
	case value.String:
		if t == cty.Number {
			n, ok := parseNumber(v.String())
			return cty.NumberVal(n), ok
		}
		return cty.StringVal(v.String()), t == cty.String
	case value.Array:
		return arrayToCty(v, t)
	case value.Object:
		return objectToCty(v, t)
	}
	return cty.NilVal, false
}

func arrayToCty(v value.Array, t cty.Type) (cty.Value, bool) {
	in := Value{v, t}
	items := make([]cty.Value, len(v.Items()))
	for i, it := range v.Items() {
		e, ok := toCty(it, in.itemType(i, it))
		if !ok {
			return cty.NilVal, false
		}
		items[i] = e
	}
	if t.IsTupleType() {
		return cty.TupleVal(items), len(items) == len(t.TupleElementTypes())
	}
	if !t.IsListType() && !t.IsSetType() {
		return cty.NilVal, false
	}
	if len(items) == 0 {
		if t.IsSetType() {
			return cty.SetValEmpty(t.ElementType()), true
		}
		return cty.ListValEmpty(t.ElementType()), true
	}
	switch {
	case t.IsListType() && cty.CanListVal(items):
		return cty.ListVal(items), true
	case t.IsSetType() && cty.CanSetVal(items):
		return cty.SetVal(items), true
	}
	out, err := convert.Convert(cty.TupleVal(items), t)
	return out, err == nil
}

func objectToCty(v value.Object, t cty.Type) (cty.Value, bool) {
	in := Value{v, t}
	members := make(map[string]cty.Value, len(v.Members()))
	for _, m := range v.Members() {
		e, ok := toCty(m.Value, in.attrType(m.Key, m.Value))
		if !ok {
			return cty.NilVal, false
		}
		members[m.Key] = e
	}
	if t.IsObjectType() {
		return cty.ObjectVal(members), len(members) == len(t.AttributeTypes())
	}
	if !t.IsMapType() {
		return cty.NilVal, false
	}
	switch {
	case len(members) == 0:
		return cty.MapValEmpty(t.ElementType()), true
	case cty.CanMapVal(members):
		return cty.MapVal(members), true
	}
	out, err := convert.Convert(cty.ObjectVal(members), t)
	return out, err == nil
}
