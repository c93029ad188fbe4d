package template

import (
	"net/url"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/value"
)

// plainTypes are the types of ARM templates, in lower case.
var plainTypes = [...]struct {
	name   string
	kind   TypeKind
	secure bool
}{
	{"string", TypeString, false}, {"securestring", TypeString, true}, {"int", TypeInt, false}, {"bool", TypeBool, false},
	{"object", TypeObject, false}, {"secureobject", TypeObject, true}, {"array", TypeArray, false}, {"any", TypeAny, false},
}

// derivedTypeMark is what the Bicep compiler notes beside a type that stands for
// resourceInput<…> or resourceOutput<…>.
const derivedTypeMark = "__bicep_resource_derived_type!"

// typ reads the type of an output, of a definition or of a part of one. It is
// never nil.
func (b *builder) typ(n Node) *Type {
	t := b.openType(n)
	if allowed := b.allowed(t, n); allowed != nil && !t.Secure {
		return union(t, allowed)
	}
	return t
}

// openType is typ without the values that it allows.
func (b *builder) openType(n Node) *Type {
	t := &Type{At: n.rng()}
	b.depth++
	defer func() { b.depth-- }()
	if b.depth > maxDepth {
		b.problem(diag.Limit, n.rng(), "types are nested more than %d deep here; what is inside was not read", maxDepth)
		return t
	}
	if n.kind() == nodeBool { // additionalProperties and items: true, or false for none
		return t
	}
	if !b.expect(n, nodeObject, "a type") {
		return t
	}
	b.typeName(t, n)
	t.Nullable = n.get("nullable").isTrue()
	if x := n.get("nullable"); x.kind() == nodeBool && !x.isTrue() {
		t.NonNull = t.Kind == TypeRef || t.Kind == TypeAccess
	}
	if n.path("metadata", derivedTypeMark).given() {
		// The type was taken from a resource's schema, of which only the family
		// is left here. Its source can say no more offline, and the two must
		// be the same to Moat.
		t.Kind = TypeResource
		return t
	}
	t.MinValue, t.MaxValue = b.bound(n.get("minValue")), b.bound(n.get("maxValue"))
	t.MinLength, t.MaxLength = b.bound(n.get("minLength")), b.bound(n.get("maxLength"))
	b.structure(t, n)
	return t
}

func (b *builder) typeName(t *Type, n Node) {
	name := n.get("type")
	if ref := n.get("$ref"); ref.given() {
		if b.expect(ref, nodeString, "$ref") {
			t.At = ref.rng()
			b.reference(t, ref)
		}
		return
	}
	if !name.given() {
		return
	}
	if !b.expect(name, nodeString, "type") {
		return
	}
	t.At = name.rng()
	for _, p := range plainTypes {
		if strings.EqualFold(p.name, name.text()) {
			t.Kind, t.Secure = p.kind, p.secure
			return
		}
	}
	b.problem(diag.Binding, name.rng(), "there is no type %q; there are string, int, bool, object, array, securestring and secureObject", name.text())
}

// reference reads #/definitions/name and what is selected from it.
func (b *builder) reference(t *Type, n Node) {
	const prefix = "#/definitions/"
	text := n.text()
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		b.problem(diag.Binding, n.rng(), "%q is no reference to a type; write #/definitions/name", text)
		return
	}
	var steps []string
	for _, s := range strings.Split(text[len(prefix):], "/") {
		s = strings.NewReplacer("~1", "/", "~0", "~").Replace(s)
		if plain, err := url.PathUnescape(s); err == nil {
			s = plain
		}
		steps = append(steps, s)
	}
	base := &Type{At: n.rng(), Kind: TypeRef, Name: steps[0]}
	for i := 1; i < len(steps); i++ {
		access := &Type{At: n.rng(), Kind: TypeAccess, Base: base}
		switch s := steps[i]; {
		case (s == "properties" || s == "prefixItems" || s == "mapping") && i+1 < len(steps):
			i++
			access.Step = steps[i]
		case s == "items":
			access.Step = "[*]"
		case s == "additionalProperties":
			access.Step = ".*"
		default:
			access.Step = s
		}
		base = access
	}
	t.Kind, t.Name, t.Base, t.Step = base.Kind, base.Name, base.Base, base.Step
}

func (b *builder) bound(n Node) *int64 {
	if !n.given() {
		return nil
	}
	i, ok := n.number()
	if !ok {
		b.problem(diag.Syntax, n.rng(), "a bound must be a whole number, not %s", n.kind())
		return nil
	}
	return &i
}

// structure reads what a type says of its parts.
func (b *builder) structure(t *Type, n Node) {
	if items := n.get("items"); items.kind() == nodeObject {
		t.Items = b.typ(items)
	}
	if tuple := n.get("prefixItems"); tuple.given() && b.expect(tuple, nodeArray, "prefixItems") {
		t.Kind = TypeTuple
		for i := range tuple.length() {
			t.Tuple = append(t.Tuple, b.typ(tuple.item(i)))
		}
	}
	if props := n.get("properties"); props.given() && b.expect(props, nodeObject, "properties") {
		for i := range props.length() {
			p := props.entry(i)
			t.Properties = append(t.Properties, TypeProperty{Name: p.key, NameAt: p.keyAt, Type: b.typ(p.value)})
		}
	}
	if more := n.get("additionalProperties"); more.kind() == nodeObject {
		t.Additional = b.typ(more)
	}
	if d := n.get("discriminator"); d.given() && b.expect(d, nodeObject, "discriminator") {
		b.discriminator(t, d)
	}
}

func (b *builder) discriminator(t *Type, n Node) {
	mapping := n.get("mapping")
	if !b.expect(mapping, nodeObject, "the mapping of a discriminator") {
		return
	}
	t.Kind = TypeDiscriminated
	for i := range mapping.length() {
		t.Members = append(t.Members, b.typ(mapping.entry(i).value))
	}
}

// allowed lists the values that a type allows; nil if it allows all.
func (b *builder) allowed(t *Type, n Node) []value.Value {
	list := n.get("allowedValues")
	if !list.given() || !b.expect(list, nodeArray, "allowedValues") {
		return nil
	}
	out := make([]value.Value, list.length())
	scalars := true
	for i := range out {
		it := list.item(i)
		out[i] = it.constant()
		scalars = scalars && it.kind() != nodeArray
	}
	if t.Kind == TypeArray && scalars {
		// These are the values that an array's elements may have, each.
		if t.Items == nil {
			t.Items = union(&Type{At: list.rng()}, out)
		}
		return nil
	}
	return out
}

func union(t *Type, allowed []value.Value) *Type {
	u := &Type{At: t.At, Kind: TypeUnion, Nullable: t.Nullable}
	for _, v := range allowed {
		m := &Type{At: t.At, Kind: TypeLiteral, Literal: v}
		if v.Kind() == value.KindNull {
			u.Nullable = true
			continue
		}
		u.Members = append(u.Members, m)
	}
	return u
}
