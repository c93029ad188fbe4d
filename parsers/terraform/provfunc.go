package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

func isProviderFunction(name string) bool { return strings.HasPrefix(name, "provider::") }

// providerFunction computes the functions of the azapi provider that build
// resource ids.
//
// Source: "Functions" in the documentation of the azapi provider.
func (in *instance) providerFunction(c *scope, e *hclsyntax.FunctionCallExpr, args []typed.Value, at source.Range) (typed.Value, bool) {
	parts := strings.Split(e.Name, "::")
	if len(parts) != 3 || parts[0] != "provider" || parts[1] != "azapi" {
		return typed.Value{}, false
	}
	if parts[2] == "parse_resource_id" && len(args) == 2 {
		return in.parseResourceID(e, args, at)
	}
	want := map[string]int{
		"build_resource_id": 3, "resource_group_resource_id": 4, "subscription_resource_id": 3, "tenant_resource_id": 2,
		"management_group_resource_id": 3, "extension_resource_id": 3,
	}[parts[2]]
	if want == 0 || len(args) != want {
		return typed.Value{}, false
	}
	vs := valuesOf(args)
	str := func(v value.Value) (typed.Value, bool) {
		return typed.Value{V: value.WithOrigin(v, value.Computed(at, e.Name, vs...)), T: cty.String}, true
	}
	if parts[2] == "build_resource_id" { // parent_id, type, name
		typ, ok := vs[1].(value.String)
		if !ok {
			return typed.Value{}, false
		}
		name, _, _ := strings.Cut(typ.String(), "@")
		a := azapiResource{typ: name, own: vs[2]}
		a.fromParent(vs[0])
		return str(a.id)
	}
	var scope value.Value
	rest := args
	switch parts[2] {
	case "resource_group_resource_id":
		scope = value.NewText([]value.Piece{{Lit: "/subscriptions/"}, asPiece(vs[0]), {Lit: "/resourceGroups/"}, asPiece(vs[1])}, nil)
		rest = args[2:]
	case "subscription_resource_id":
		scope, rest = subscriptionPath(vs[0]), args[1:]
	case "management_group_resource_id":
		scope = value.NewText([]value.Piece{{Lit: "/providers/Microsoft.Management/managementGroups/"}, asPiece(vs[0])}, nil)
		rest = args[1:]
	case "tenant_resource_id":
		scope = value.NewString("", nil)
	default:
		scope, rest = vs[0], args[1:]
	}
	typ, ok := rest[0].V.(value.String)
	names, isArray := rest[1].V.(value.Array)
	if !ok || !isArray || names.Open() {
		return typed.Value{}, false
	}
	provider, types, _ := strings.Cut(typ.String(), "/")
	segments := strings.Split(types, "/")
	if len(segments) != len(names.Items()) {
		c.fault(at, "%s is given %s for a type of %s", e.Name, plural(len(names.Items()), "name"), plural(len(segments), "segment"))
		return in.failed(e.Name, at), true
	}
	pieces := []value.Piece{asPiece(scope), {Lit: "/providers/" + provider}}
	for i, s := range segments {
		pieces = append(pieces, value.Piece{Lit: "/" + s + "/"}, asPiece(names.Items()[i]))
	}
	return str(value.NewText(pieces, nil))
}

// parseResourceID is the parts of an id by name.
func (in *instance) parseResourceID(e *hclsyntax.FunctionCallExpr, args []typed.Value, at source.Range) (typed.Value, bool) {
	typ, ok := args[0].V.(value.String)
	if !ok {
		return typed.Value{}, false
	}
	a := azapiResource{typ: strings.TrimPrefix(typ.String(), "/")}
	if !strings.Contains(a.typ, "/") {
		return typed.Value{}, false
	}
	a.fromID(args[1].V)
	provider, _, _ := strings.Cut(a.typ, "/")
	o := value.Computed(at, e.Name, valuesOf(args)...)
	why := whyOr(args[1].V, at)
	part := func(name string, i int, before string) value.Value {
		if parts := splitSlashes(args[1].V); i < len(parts) {
			if s, ok := parts[i-1].(value.String); ok && strings.EqualFold(s.String(), before) {
				return value.WithOrigin(parts[i], o)
			}
		}
		return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf."+e.Name+"."+name, args[1].V), Why: why, Type: value.TypeString,
			Secret: value.HasSecret(args[1].V), Origin: o})
	}
	members := []value.Member{
		{Key: "id", Value: args[1].V}, {Key: "type", Value: typ}, {Key: "provider_namespace", Value: value.NewString(provider, o)},
		{Key: "name", Value: value.WithOrigin(a.own, o)}, {Key: "parent_id", Value: value.WithOrigin(a.parentID.V, o)},
		{Key: "subscription_id", Value: part("subscription_id", 2, "subscriptions")},
		{Key: "resource_group_name", Value: part("resource_group_name", 4, "resourceGroups")},
	}
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewOpenObject(members, at, value.SymCall("tf."+e.Name, valuesOf(args)...), why, o)}, true
}
