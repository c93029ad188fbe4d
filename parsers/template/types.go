package template

import (
	"slices"
	"strconv"

	"moat/analyzer/value"
)

// typeIn is a type with the instance whose names it means.
type typeIn struct {
	in *instance
	t  *Type
}

// maxTypeDepth bounds the recursion through type names, which may refer to
// themselves.
const maxTypeDepth = 32

// resolve follows names and accesses to the type that is meant; nil if it can't
// be known.
func (in *instance) resolve(t *Type) *typeIn { return in.resolveType(t, 0) }

func (in *instance) resolveType(t *Type, depth int) *typeIn {
	if t == nil || depth > maxTypeDepth {
		return nil
	}
	switch t.Kind {
	case TypeRef:
		var target *typeIn
		if d, ok := in.typeDecl[t.Name]; ok && t.Namespace == "" {
			target = in.resolveType(d, depth+1)
		} else if imp, ok := in.importedType(t.Namespace, t.Name); ok {
			target = imp.in.resolveType(imp.t, depth+1)
		}
		if target == nil {
			return nil
		}
		if t.Nullable && !target.t.Nullable || t.NonNull && target.t.Nullable || t.Secure && !target.t.Secure {
			merged := *target.t
			merged.Nullable = merged.Nullable && !t.NonNull || t.Nullable
			merged.Secure = merged.Secure || t.Secure
			return &typeIn{target.in, &merged}
		}
		return target
	case TypeAccess:
		base := in.resolveType(t.Base, depth+1)
		if base == nil {
			return nil
		}
		step := base.in.step(base.t, t.Step)
		if step == nil {
			return nil
		}
		target := base.in.resolveType(step, depth+1)
		if target != nil && t.Nullable && !target.t.Nullable {
			merged := *target.t
			merged.Nullable = true
			return &typeIn{target.in, &merged}
		}
		return target
	}
	return &typeIn{in, t}
}

func (in *instance) step(t *Type, step string) *Type {
	switch step {
	case "[*]":
		return t.Items
	case ".*":
		return t.Additional
	}
	if i, err := strconv.Atoi(step); err == nil && t.Kind == TypeTuple {
		if i >= 0 && i < len(t.Tuple) {
			return t.Tuple[i]
		}
		return nil
	}
	for _, p := range t.Properties {
		if p.Name == step {
			return p.Type
		}
	}
	return nil
}

// propertyType is the declared type of a property of t; nil if none is.
func (in *instance) propertyType(t *Type, name string) *typeIn {
	for _, p := range t.Properties {
		if p.Name == name {
			return in.resolve(p.Type)
		}
	}
	if t.Additional != nil {
		return in.resolve(t.Additional)
	}
	return nil
}

// elementType is the declared type of the elements of t; nil if none is.
func (in *instance) elementType(t *Type) *typeIn {
	if t.Kind == TypeArray && t.Items != nil {
		return in.resolve(t.Items)
	}
	return nil
}

// noteType remembers the declared type behind an unknown, so that what is read
// from it keeps its domain.
func (in *instance) noteType(u value.Unknown, t *Type) {
	if r := in.resolve(t); r != nil {
		switch r.t.Kind {
		case TypeObject, TypeArray, TypeTuple:
			in.types[u.Sym().Key()] = r
		}
	}
}

// typeAt is the declared type behind an unknown; nil if there is none.
func (in *instance) typeAt(u value.Unknown) *typeIn { return in.types[u.Sym().Key()] }

// withType completes the spec of an unknown whose declared type is known.
func (in *instance) withType(spec value.UnknownSpec, t *typeIn, safe bool) value.Value {
	d, typ := t.in.domainOf(t.t, nil)
	if safe {
		typ, d = value.TypeAny, withNull(d)
	}
	if spec.Domain == nil {
		spec.Domain = d
	}
	spec.Type = typ
	spec.Secret = spec.Secret || t.t.Secure
	u := value.NewUnknown(spec)
	switch t.t.Kind {
	case TypeObject, TypeArray, TypeTuple:
		in.types[u.Sym().Key()] = t
	}
	return u
}

func withNull(d *value.Domain) *value.Domain {
	if d == nil || d.OneOf == nil {
		return nil
	}
	return &value.Domain{OneOf: append(d.OneOf[:len(d.OneOf):len(d.OneOf)], value.NewNull(nil))}
}

// domainOf is what a type says about the values it takes, and their type
// (TypeAny where null is among them).
func (in *instance) domainOf(t *Type, allowed []value.Value) (*value.Domain, value.Type) {
	r := in.resolve(t)
	d := &value.Domain{OneOf: allowed}
	typ := value.TypeAny
	nullable := t != nil && t.Nullable
	if r != nil {
		nullable = nullable || r.t.Nullable
		typ = basicType(r.t)
		if d.OneOf == nil {
			d.OneOf = r.in.literals(r.t, 0)
		}
		d.MinValue, d.MaxValue = first(t.MinValue, r.t.MinValue), first(t.MaxValue, r.t.MaxValue)
		d.MinLength, d.MaxLength = first(t.MinLength, r.t.MinLength), first(t.MaxLength, r.t.MaxLength)
		if typ == value.TypeBool && d.OneOf == nil {
			d.OneOf = []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}
		}
	}
	if nullable {
		typ = value.TypeAny
		d = withNull(d)
		if d == nil {
			return nil, typ
		}
	}
	if d.OneOf == nil && d.MinValue == nil && d.MaxValue == nil && d.MinLength == nil && d.MaxLength == nil {
		return nil, typ
	}
	return d, typ
}

func first(a, b *int64) *int64 {
	if a != nil {
		return a
	}
	return b
}

// literals lists the values of a literal or a union of literals; nil if t has
// others.
func (in *instance) literals(t *Type, depth int) []value.Value {
	if depth > maxTypeDepth {
		return nil
	}
	switch t.Kind {
	case TypeLiteral:
		return []value.Value{t.Literal}
	case TypeUnion:
		var out []value.Value
		for _, m := range t.Members {
			r := in.resolve(m)
			if r == nil {
				return nil
			}
			vs := r.in.literals(r.t, depth+1)
			if vs == nil {
				return nil
			}
			out = append(out, vs...)
		}
		return out
	}
	return nil
}

func basicType(t *Type) value.Type {
	switch t.Kind {
	case TypeString:
		return value.TypeString
	case TypeInt:
		return value.TypeInt
	case TypeBool:
		return value.TypeBool
	case TypeObject, TypeDiscriminated:
		return value.TypeObject
	case TypeArray, TypeTuple:
		return value.TypeArray
	case TypeLiteral:
		return value.TypeOf(t.Literal)
	case TypeUnion:
		typ := value.TypeAny
		for i, m := range t.Members {
			mt := basicType(m)
			if m.Nullable || i > 0 && mt != typ {
				return value.TypeAny
			}
			typ = mt
		}
		return typ
	}
	return value.TypeAny
}

// typeName is the family of a type, as parameters and outputs print it.
func typeName(t *Type) string {
	if t == nil {
		return "any"
	}
	switch basicType(t) {
	case value.TypeString:
		return "string"
	case value.TypeInt:
		return "int"
	case value.TypeBool:
		return "bool"
	case value.TypeObject:
		return "object"
	case value.TypeArray:
		return "array"
	}
	return "any"
}

// applyType taints the parts of v that the type declares secret.
func (in *instance) applyType(v value.Value, t *Type) value.Value {
	if t == nil || !in.secretType(t) {
		return v
	}
	return in.taint(v, in.resolve(t), 0)
}

// secretType is hasSecrets, remembered for the run. Types are shared by all
// instances of a template, and mean the same in all of them.
func (in *instance) secretType(t *Type) bool {
	if t == nil {
		return false
	}
	yes, known := in.run.secretTypes[t]
	if !known {
		yes = in.hasSecrets(t, map[*Type]bool{})
		in.run.secretTypes[t] = yes
	}
	return yes
}

// hasSecrets says whether a type declares any part of its values secret. Types
// may hold themselves, so what was looked at is kept in seen.
func (in *instance) hasSecrets(t *Type, seen map[*Type]bool) bool {
	if t == nil || seen[t] {
		return false
	}
	seen[t] = true
	r := in.resolve(t)
	if r == nil {
		return false
	}
	if r.t.Secure {
		return true
	}
	for _, p := range r.t.Properties {
		if r.in.hasSecrets(p.Type, seen) {
			return true
		}
	}
	for _, list := range [...][]*Type{{r.t.Items, r.t.Additional}, r.t.Tuple, r.t.Members} {
		for _, sub := range list {
			if r.in.hasSecrets(sub, seen) {
				return true
			}
		}
	}
	return false
}

func (in *instance) taint(v value.Value, t *typeIn, depth int) value.Value {
	if t == nil || depth > maxTypeDepth {
		return v
	}
	if t.t.Secure {
		return value.AsSecret(v)
	}
	for _, m := range t.t.Members { // whichever of them it is
		v = in.taint(v, t.in.resolve(m), depth+1)
	}
	switch v := v.(type) {
	case value.Object:
		if len(t.t.Properties) == 0 && t.t.Additional == nil {
			return v
		}
		return v.MapMembers(func(m value.Member) value.Member {
			if m.KeyValue == nil {
				m.Value = in.taint(m.Value, t.in.propertyType(t.t, m.Key), depth+1)
			} else if t.in.secretType(t.t) { // it may be any of the properties
				m.Value = value.AsSecret(m.Value)
			}
			return m
		})
	case value.Array:
		if len(t.t.Tuple) > 0 {
			items := slices.Clone(v.Items())
			for i := range items {
				if i < len(t.t.Tuple) {
					items[i] = in.taint(items[i], t.in.resolve(t.t.Tuple[i]), depth+1)
				}
			}
			return v.WithItems(items)
		}
		if t.t.Items == nil {
			return v
		}
		et := t.in.elementType(t.t)
		return v.MapItems(func(it value.Value) value.Value { return in.taint(it, et, depth+1) })
	case value.Unknown:
		if !t.in.secretType(t.t) {
			return v
		}
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && splits(v) {
			return value.NewIf(args[0], in.taint(args[1], t, depth+1), in.taint(args[2], t, depth+1), v.Origin())
		}
		if v.Sym().Op() == value.OpCall { // its operands may be written out
			return value.AsSecret(v)
		}
	}
	return v
}

// checkType reports an argument whose type can't be right and makes it
// unknown.
func (in *instance) checkType(v value.Value, p *Parameter) value.Value {
	r := in.resolve(p.Type)
	if r == nil {
		return v
	}
	want, have := basicType(r.t), value.TypeOf(v)
	if want == value.TypeAny || have == value.TypeAny || want == have || have == value.TypeNull {
		return v
	}
	in.run.problem("evaluation", p.NameAt, "parameter %q takes %s but is given %s", p.Name, article(typeName(r.t)), describe(v))
	return in.typeError(p.Name, p.NameAt)
}

func article(typ string) string {
	switch typ {
	case "int", "object", "array":
		return "an " + typ
	}
	return "a " + typ
}
