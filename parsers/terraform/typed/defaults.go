package typed

import (
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// ConvertDefaults is Convert for a variable whose type has optional attributes
// with defaults: an attribute that is missing or null takes its default, at any
// depth. d may be nil. The defaults' origin is a literal at the given place.
func ConvertDefaults(v Value, to cty.Type, d *typeexpr.Defaults, at source.Range) (Value, error) {
	if d != nil && value.Size(v.V) <= MaxSize {
		v = filler{at}.fill(v, d)
	}
	return Convert(v, to, at)
}

type filler struct{ at source.Range }

func (f filler) fill(v Value, d *typeexpr.Defaults) Value {
	if d == nil || len(d.DefaultValues) == 0 && len(d.Children) == 0 {
		return v
	}
	switch x := v.V.(type) {
	case value.Array:
		return f.array(v, x, d)
	case value.Object:
		return f.object(v, x, d)
	case value.Unknown:
		args, ok := value.AsCall(x, "if")
		if !ok || len(args) != 3 || value.Branches(x, maxBranches+1) > maxBranches {
			return v
		}
		branch := func(b value.Value) Value {
			if v.T == cty.DynamicPseudoType {
				return f.fill(Of(b), d)
			}
			return f.fill(Value{b, v.T}, d)
		}
		then, els := branch(args[1]), branch(args[2])
		t := then.T
		if !t.Equals(els.T) {
			t = cty.DynamicPseudoType
		}
		return Value{value.NewIf(args[0], then.V, els.V, x.Origin()), t}
	}
	return v
}

func (f filler) array(v Value, a value.Array, d *typeexpr.Defaults) Value {
	child := func(i int) *typeexpr.Defaults {
		if d.Type.IsTupleType() {
			return d.Children[strconv.Itoa(i)]
		}
		return d.Children[""]
	}
	items := make([]value.Value, len(a.Items()))
	types := make([]cty.Type, len(items))
	for i, it := range a.Items() {
		out := f.fill(v.Item(i, it), child(i))
		items[i], types[i] = out.V, out.T
	}
	if !a.Open() {
		if v.T.IsSetType() {
			// Filling may make members equal; converting to the variable's type
			// sorts that out.
			return Value{as(value.NewArray(items, nil), a), cty.Tuple(types)}
		}
		return Value{a.WithItems(items), cty.Tuple(types)}
	}
	loose := make([]value.Value, len(a.Loose()))
	for i, it := range a.Loose() {
		loose[i] = f.fill(v.Loose(it), child(-1)).V
	}
	out := value.Value(value.NewOpenArray(items, loose, a.Sym(), a.Why(), a.Origin()))
	if a.Secret() {
		out = value.AsSecret(out)
	}
	return Value{out, cty.DynamicPseudoType}
}

func (f filler) object(v Value, o value.Object, d *typeexpr.Defaults) Value {
	child := func(name string) *typeexpr.Defaults {
		if d.Type.IsObjectType() {
			return d.Children[name]
		}
		return d.Children[""]
	}
	types := make(map[string]cty.Type, len(o.Members()))
	members := make([]value.Member, 0, len(o.Members())+len(d.DefaultValues))
	have := map[string]bool{}
	for _, m := range o.Members() {
		if m.KeyValue == nil {
			have[m.Key] = true
		}
		out := f.fill(v.Member(m), child(m.Key))
		if def, ok := d.DefaultValues[m.Key]; ok && m.KeyValue == nil && !m.Maybe {
			out = f.present(out, f.fill(FromCty(def, value.Literal(f.at)), child(m.Key)))
		}
		m.Value = out.V
		types[m.Key] = out.T
		members = append(members, m)
	}
	names := make([]string, 0, len(d.DefaultValues))
	for name := range d.DefaultValues {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if have[name] {
			continue
		}
		def := f.fill(FromCty(d.DefaultValues[name], value.Literal(f.at)), child(name))
		if o.Open() {
			def = f.present(Of(converter{at: f.at}.property(o, name)), def)
		}
		members = append(members, value.Member{Key: name, Value: def.V})
		types[name] = def.T
	}
	if !o.Open() {
		return Value{as(value.NewObject(members, o.At(), nil), o), cty.Object(types)}
	}
	// A member that may have been replaced may be null.
	for i, m := range members {
		if def, ok := d.DefaultValues[m.Key]; ok && m.Maybe && m.KeyValue == nil {
			filled := f.fill(FromCty(def, value.Literal(f.at)), child(m.Key))
			members[i].Value = f.present(Of(converter{at: f.at}.property(o, m.Key)), filled).V
			members[i].Maybe = false
		}
	}
	out := value.Value(value.NewOpenObject(members, o.At(), o.Sym(), o.Why(), o.Origin()))
	if o.Secret() {
		out = value.AsSecret(out)
	}
	return Value{out, cty.DynamicPseudoType}
}

// present is v, or def where v is null.
func (f filler) present(v, def Value) Value {
	u, ok := v.V.(value.Unknown)
	switch {
	case v.IsNull():
		return def
	case !ok || u.Type() != value.TypeAny:
		return v
	}
	t := v.T
	if t == cty.DynamicPseudoType {
		t = def.T
	}
	return Value{Coalesce(f.at, v.V, def.V), t}
}

// Coalesce is the first of an unknown and a value to take if it is null.
func Coalesce(at source.Range, v, def value.Value) value.Value {
	if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && value.Branches(v, maxBranches+1) <= maxBranches {
		return value.NewIf(args[0], Coalesce(at, args[1], def), Coalesce(at, args[2], def), v.Origin())
	}
	u, ok := v.(value.Unknown)
	switch {
	case v.Kind() == value.KindNull:
		return def
	case !ok || u.Type() != value.TypeAny:
		return v
	}
	spec := value.UnknownSpec{Sym: value.SymCall("coalesce", v, def), Why: u.Why(), Secret: value.HasSecret(v) || value.HasSecret(def),
		Origin: value.Computed(at, "coalesce", v, def)}
	if one := u.OneOf(); one != nil {
		null := false
		spec.Domain = &value.Domain{}
		for _, o := range one {
			if o.Kind() == value.KindNull {
				null = true
				continue
			}
			spec.Domain.OneOf = append(spec.Domain.OneOf, o)
		}
		if !null {
			return v
		}
		spec.Domain.OneOf = append(spec.Domain.OneOf, def)
	}
	return value.NewUnknown(spec)
}
