package typed

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// maxBranches bounds the branches of a conditional that are converted one by
// one.
const maxBranches = 16

// converter converts one value; at is where the conversion is asked for.
type converter struct {
	at source.Range
	// present says that the place takes no null, so that what isn't known can
	// be taken not to be null.
	present bool
}

// Convert is v as a value of type to, as Terraform converts arguments of
// modules, functions and resources. Leaves keep their origin, are secret and
// unknown as before; an unknown leaf of another type becomes the canonical form
// of the conversion. The error says what stands in the way, beginning with its
// place in v.
func Convert(v Value, to cty.Type, at source.Range) (Value, error) {
	return converter{at: at}.bounded(v, to)
}

// bounded converts what isn't too large; that is unknown, for reason limit.
func (c converter) bounded(v Value, to cty.Type) (Value, error) {
	if to != cty.DynamicPseudoType && value.Size(v.V) > MaxSize {
		spec := value.UnknownSpec{Sym: value.SymCall("tf.convert", v.V), Why: []value.Why{{Reason: value.ReasonLimit, At: c.at}},
			Secret: value.HasSecret(v.V), Origin: v.V.Origin()}
		return Value{value.NewUnknown(spec), to.WithoutOptionalAttributesDeep()}, nil
	}
	return c.convert(v, to, nil)
}

// Argument is Convert for a place that takes no null.
func Argument(v Value, to cty.Type, at source.Range) (Value, error) {
	if v.IsNull() {
		return v, fmt.Errorf("it is null, which isn't allowed here")
	}
	return converter{at: at, present: true}.bounded(v, to)
}

// Piece is v as a part of a template: a known value is rendered.
func Piece(v Value, at source.Range) (value.Piece, error) {
	s, err := Argument(v, cty.String, at)
	if err != nil {
		return value.Piece{}, err
	}
	return value.Piece{Hole: s.V}, nil
}

func (c converter) convert(v Value, to cty.Type, p value.Path) (Value, error) {
	switch {
	case to == cty.DynamicPseudoType:
		return v, nil
	case v.IsNull():
		return Value{v.V, to.WithoutOptionalAttributesDeep()}, nil
	}
	if v.T == cty.DynamicPseudoType {
		v.T = typeOf(v.V)
	}
	if !to.HasDynamicTypes() && v.T.Equals(to) {
		return v, nil
	}
	switch x := v.V.(type) {
	case value.Unknown, value.Ref:
		return c.unknown(v, to, p)
	case value.Array:
		return c.array(v, x, to, p)
	case value.Object:
		return c.object(v, x, to, p)
	case value.Text:
		return c.opaque(v, to, p)
	}
	return c.scalar(v, to, p)
}

// mismatch is the error of a value that can't be converted.
func mismatch(v Value, to cty.Type, p value.Path) error {
	what := "it"
	if len(p) > 0 {
		what = p.String()
	}
	return fmt.Errorf("%s is %s, where %s is needed", what, describe(v), article(to))
}

// describe tells what v is for a message; never what a secret holds.
func describe(v Value) string {
	if s, ok := v.V.(value.String); ok && v.T == cty.String && !s.Secret() {
		text := s.String()
		if len(text) > 40 {
			text = strings.ToValidUTF8(text[:40], "") + "…"
		}
		return "the string " + strconv.Quote(text)
	}
	return article(v.T)
}

func article(t cty.Type) string {
	switch {
	case t == cty.String, t == cty.Number, t == cty.Bool:
		return "a " + t.FriendlyName()
	case t == cty.DynamicPseudoType:
		return "a value of another type"
	case t.IsObjectType():
		return "an object"
	case t.IsTupleType():
		return "a tuple"
	}
	return "a " + typeexpr.TypeString(t)
}

func (c converter) scalar(v Value, to cty.Type, p value.Path) (Value, error) {
	if v.T == to {
		return v, nil
	}
	if !to.IsPrimitiveType() {
		return v, mismatch(v, to, p)
	}
	out, ok := scalarTo(v, to)
	if !ok {
		return v, mismatch(v, to, p)
	}
	return Value{as(out, v.V), to}, nil
}

// scalarTo converts a known scalar; false where there is no such conversion.
func scalarTo(v Value, to cty.Type) (value.Value, bool) {
	if to == cty.String {
		s, ok := render(v)
		return value.NewString(s, nil), ok
	}
	s, ok := v.V.(value.String)
	if !ok || v.T != cty.String {
		return nil, false
	}
	if to == cty.Bool {
		switch s.String() {
		case "true", "1":
			return value.NewBool(true, nil), true
		case "false", "0":
			return value.NewBool(false, nil), true
		}
		return nil, false
	}
	n, ok := parseNumber(s.String())
	if !ok {
		return nil, false
	}
	return FromNumber(n, s.Origin()), true
}

// render is the text of a known scalar, in Terraform's spelling.
func render(v Value) (string, bool) {
	switch x := v.V.(type) {
	case value.Bool:
		return strconv.FormatBool(x.Bool()), true
	case value.Int:
		return strconv.FormatInt(x.Int(), 10), true
	case value.Float:
		return big.NewFloat(x.Float()).Text('f', -1), true
	case value.String:
		return x.String(), true
	}
	return "", false
}

// unknown converts what isn't known: branch by branch where it is a
// conditional, member by member of its domain, else as a whole.
func (c converter) unknown(v Value, to cty.Type, p value.Path) (Value, error) {
	args, ok := value.AsCall(v.V, "if")
	if !ok || len(args) != 3 || value.Branches(v.V, maxBranches+1) > maxBranches {
		return c.opaque(v, to, p)
	}
	var branches [2]Value
	var errs [2]error
	for i, b := range args[1:] {
		in := Value{b, v.T}
		if in.T == cty.DynamicPseudoType {
			in.T = typeOf(b)
		}
		branches[i], errs[i] = c.convert(in, to, p)
	}
	switch {
	case errs[0] != nil && errs[1] != nil:
		return v, errs[0]
	case errs[0] != nil || errs[1] != nil:
		// Only the branch that is taken has to convert.
		bare := to.WithoutOptionalAttributesDeep()
		return Value{c.call("tf.convert", v.V, value.NewString(typeexpr.TypeString(bare), nil)), bare}, nil
	}
	t := to.WithoutOptionalAttributesDeep()
	if to.HasDynamicTypes() {
		if t = branches[0].T; !t.Equals(branches[1].T) {
			t = cty.DynamicPseudoType
		}
	}
	return Value{value.NewIf(args[0], branches[0].V, branches[1].V, v.V.Origin()), t}, nil
}

// opaque converts an unknown, or a text with unknown parts.
func (c converter) opaque(v Value, to cty.Type, p value.Path) (Value, error) {
	bare := to.WithoutOptionalAttributesDeep()
	if v.T != cty.DynamicPseudoType && !v.T.Equals(bare) && convert.GetConversionUnsafe(v.T, to) == nil {
		return v, mismatch(v, to, p)
	}
	if v.T == cty.DynamicPseudoType && v.V.Kind() == value.KindUnknown && !possible(v.V, to) {
		return v, mismatch(Value{v.V, shapeOf(v.V)}, to, p)
	}
	out := Value{v.V, bare}
	switch {
	case v.T.IsPrimitiveType() && to.IsPrimitiveType():
		out.V = c.opaqueScalar(v, to)
	case to.IsSetType() && !v.T.IsSetType():
		out.V = c.call("tf.toset", v.V)
	case v.T != cty.DynamicPseudoType && !sameShape(v.T, bare):
		out.V = c.call("tf.convert", v.V, value.NewString(typeexpr.TypeString(bare), nil))
	}
	if u, ok := v.V.(value.Unknown); ok && !v.T.IsPrimitiveType() && len(u.OneOf()) > 0 {
		out.V = c.withDomain(out.V, u.OneOf(), v.T, to)
	}
	if to.HasDynamicTypes() && v.T != cty.DynamicPseudoType {
		// The conversion for values of this type finds the type that they get.
		if got, err := convert.Convert(cty.UnknownVal(v.T), to); err == nil {
			out.T = got.Type()
		}
	}
	return out, nil
}

// withDomain is an unknown with what a domain's members become; those that can't
// be converted are values that no deployment succeeds with.
func (c converter) withDomain(v value.Value, one []value.Value, from, to cty.Type) value.Value {
	u, ok := v.(value.Unknown)
	if !ok {
		return v
	}
	spec := value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Type: u.Type(), Hint: u.Hint(), Secret: u.Secret(), Origin: u.Origin()}
	d := &value.Domain{}
	if have := u.Domain(); have != nil {
		*d = *have
		d.OneOf = nil
	}
	for _, o := range one {
		in := Value{o, from}
		if from == cty.DynamicPseudoType {
			in.T = typeOf(o)
		}
		if out, err := (converter{at: c.at}).convert(in, to, nil); err == nil {
			d.OneOf = append(d.OneOf, out.V)
			if t := value.TypeOf(out.V); t != spec.Type {
				spec.Type = value.TypeAny
			}
		}
	}
	if len(d.OneOf) > 0 {
		spec.Domain = d
	}
	return value.NewUnknown(spec)
}

// possible says whether an unknown's kind admits a type.
func possible(v value.Value, to cty.Type) bool {
	switch value.TypeOf(v) {
	case value.TypeArray:
		return IsSequence(to)
	case value.TypeObject:
		return IsMapping(to)
	}
	return true
}

// shapeOf is a type to name an unknown by in a message.
func shapeOf(v value.Value) cty.Type {
	if value.TypeOf(v) == value.TypeArray {
		return cty.EmptyTuple
	}
	return cty.EmptyObject
}

func (c converter) opaqueScalar(v Value, to cty.Type) value.Value {
	present := c.present || value.TypeOf(v.V) != value.TypeAny
	switch {
	case v.T == to:
		return v.V
	case to == cty.String && v.T == cty.Number && present:
		// Its string form, as in a template.
		return value.NewText([]value.Piece{{Hole: v.V}}, v.V.Origin())
	case to == cty.String && v.T == cty.Bool && present:
		return value.NewIf(v.V, as(value.NewString("true", nil), v.V), as(value.NewString("false", nil), v.V), v.V.Origin())
	}
	u, _ := c.call("tf.to"+to.FriendlyName(), v.V).(value.Unknown)
	spec := value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Secret: u.Secret(), Origin: u.Origin()}
	if x, ok := v.V.(value.Unknown); ok && len(x.OneOf()) > 0 {
		spec.Domain = image(x.OneOf(), v.T, to)
	} else if to == cty.Bool && c.present {
		spec.Domain = &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}}
	}
	if c.present {
		switch to {
		case cty.String:
			spec.Type = value.TypeString
		case cty.Bool:
			spec.Type = value.TypeBool
		}
	}
	return value.NewUnknown(spec)
}

// image is what a domain's members become; those that can't be converted are
// values that no deployment succeeds with.
func image(one []value.Value, from, to cty.Type) *value.Domain {
	d := &value.Domain{}
	for _, o := range one {
		if o.Kind() == value.KindNull {
			d.OneOf = append(d.OneOf, o)
			continue
		}
		if !value.IsKnown(o) {
			return nil
		}
		if out, ok := scalarTo(Value{o, from}, to); ok {
			d.OneOf = append(d.OneOf, as(out, o))
		}
	}
	if len(d.OneOf) == 0 {
		return nil
	}
	return d
}

// call is the canonical form of a conversion.
func (c converter) call(name string, args ...value.Value) value.Value {
	why := value.Whys(args...)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonTypeError, Name: name, At: c.at}}
	}
	secret := false
	for _, a := range args {
		secret = secret || value.HasSecret(a)
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall(name, args...), Why: why, Secret: secret, Origin: args[0].Origin()})
}

// sameShape says whether values of both types are written alike, so that a
// conversion changes nothing but the type.
func sameShape(from, to cty.Type) bool {
	switch {
	case to == cty.DynamicPseudoType, from == cty.DynamicPseudoType, from.Equals(to):
		return true
	case from.IsPrimitiveType() || to.IsPrimitiveType():
		return false
	case IsSequence(from) && IsSequence(to):
		if to.IsSetType() && !from.IsSetType() {
			return false
		}
		return sameItems(from, to)
	case from.IsObjectType() && to.IsObjectType() && len(from.AttributeTypes()) != len(to.AttributeTypes()):
		return false
	case from.IsMapType() && to.IsObjectType():
		return false // members that the object lacks are dropped
	case from.IsObjectType():
		for name, t := range from.AttributeTypes() {
			switch {
			case to.IsMapType() && !sameShape(t, to.ElementType()):
				return false
			case to.IsObjectType() && (!to.HasAttribute(name) || !sameShape(t, to.AttributeType(name))):
				return false
			}
		}
		return true
	case from.IsMapType() && to.IsMapType():
		return sameShape(from.ElementType(), to.ElementType())
	}
	return false
}

func sameItems(from, to cty.Type) bool {
	if !from.IsTupleType() {
		if !to.IsTupleType() {
			return sameShape(from.ElementType(), to.ElementType())
		}
		from, to = to, from
	}
	for i, t := range from.TupleElementTypes() {
		switch {
		case !to.IsTupleType():
			if !sameShape(t, to.ElementType()) {
				return false
			}
		case i >= len(to.TupleElementTypes()) || !sameShape(t, to.TupleElementTypes()[i]):
			return false
		}
	}
	return true
}
