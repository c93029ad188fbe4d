package oracle

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"

	"moat/analyzer/language"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
	"moat/parsers/template"
)

// setting is how one run chooses what a template is given.
type setting struct {
	name  string
	given given
	// flag is the value of bools. With true the first of several allowed values
	// is taken, with false the last.
	flag   bool
	number int64                // the value of whole numbers
	scope  *language.FixedScope // nil: symbolic
}

// given says which parameters get a value.
type given uint8

const (
	nothing  given = iota
	required       // those without default that aren't nullable
	all
	numbers // whole numbers alone
)

// usual is the value of whole numbers, and others are tried in turn where a
// template fails with it: as indexes they fit few arrays.
const usual = 3

var others = []int64{1, 0, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12}

// settings lists the runs.
func settings() []setting {
	scope := &language.FixedScope{
		SubscriptionID: "00000000-0000-0000-0000-000000000001", TenantID: "00000000-0000-0000-0000-000000000002",
		ResourceGroup: "p-group", Location: "p-location", DeploymentName: "p-deployment",
	}
	return []setting{
		{name: "unknown"},
		{"required-true", required, true, usual, nil},
		{"required-false", required, false, usual, nil},
		{"all-true", all, true, usual, scope},
		{"all-false", all, false, usual, scope},
	}
}

// parameterFile makes a JSON parameter file for a compiled template. Values come
// from the declared types; where a type says no more than object or array, from
// the default and from what the template reads.
func parameterFile(t *template.Template, s setting) ([]byte, error) {
	root := jsonc.Parse(t.File).Root
	g := generator{types: map[string]*template.Type{}, flag: s.flag, number: s.number, uses: uses(root)}
	for _, d := range t.Types {
		g.types[strings.ToLower(d.Name)] = d.Type
	}
	type given struct {
		Value any `json:"value"`
	}
	params := map[string]given{}
	for _, p := range t.Parameters {
		typ := g.resolve(p.Type, 0)
		if s.given == required && (p.Default != nil || p.Type.Nullable || typ.Nullable) {
			continue
		}
		if s.given == numbers && (typ.Kind != template.TypeInt || len(p.Allowed) > 0) {
			continue
		}
		if len(p.Allowed) > 0 {
			params[p.Name] = given{plain(pick(p.Allowed, s.flag))}
			continue
		}
		if v, ok := g.parameter(p, typ, root.GetFold("parameters").GetFold(p.Name).GetFold("defaultValue")); ok {
			params[p.Name] = given{v}
		}
	}
	return json.Marshal(map[string]any{
		"$schema":        "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
		"contentVersion": "1.0.0.0",
		"parameters":     params,
	})
}

// generator makes values of declared types.
type generator struct {
	types  map[string]*template.Type // by lower-case name
	flag   bool
	number int64
	uses   map[string]*use // by lower-case name of the parameter
}

// parameter is the value of a parameter that is resolved to t and has the
// default n; false if it is better left out.
func (g *generator) parameter(p *template.Parameter, t *template.Type, n *jsonc.Node) (any, bool) {
	u := g.uses[strings.ToLower(p.Name)]
	switch {
	case t.Kind == template.TypeObject && len(t.Properties) == 0 && t.Additional == nil,
		t.Kind == template.TypeArray && t.Items == nil:
		return g.loose(p.Name, t, n, u), true
	case t.Kind == template.TypeString && u != nil && u.segments > 0:
		return sized(segmented(shaped(p.Name), u.segments), t), true
	case t.Kind == template.TypeString && n.Kind() == jsonc.String:
		return sized(like(p.Name, n.Text()), t), true
	}
	return g.value(p.Name, p.Type, 0)
}

// loose is a value of a type that doesn't say what it holds.
func (g *generator) loose(name string, t *template.Type, n *jsonc.Node, u *use) any {
	if n.Kind() == jsonc.Object && len(n.Members()) > 0 || n.Kind() == jsonc.Array && len(n.Items()) > 0 {
		return g.shapedAs(name, n)
	}
	if u == nil || u.props == nil && u.items == nil {
		v, _ := g.value(name, t, 0)
		return v
	}
	return g.used(name, u)
}

// used is a value that has all that a template reads from it.
func (g *generator) used(name string, u *use) any {
	switch {
	case u == nil:
		return shaped(name)
	case u.items != nil:
		out := []any{}
		for i := range max(2, u.count) {
			out = append(out, g.used(fmt.Sprintf("%s-%d", name, i), u.items))
		}
		return out
	case u.props != nil:
		out := map[string]any{}
		for key, inner := range u.props {
			out[key] = g.used(key+suffix(name), inner)
		}
		return out
	}
	return shaped(name)
}

// shapedAs is a value with the structure of a JSON value, and other leaves.
func (g *generator) shapedAs(name string, n *jsonc.Node) any {
	switch n.Kind() {
	case jsonc.Object:
		out := map[string]any{}
		for _, m := range n.Members() {
			out[m.Key] = g.shapedAs(m.Key+suffix(name), m.Value)
		}
		return out
	case jsonc.Array:
		out := []any{}
		for i := range 2 {
			if items := n.Items(); len(items) > 0 {
				out = append(out, g.shapedAs(fmt.Sprintf("%s-%d", name, i), items[i%len(items)]))
			}
		}
		return out
	case jsonc.String:
		return like(name, n.Text())
	case jsonc.Number:
		return g.number
	case jsonc.Bool:
		return g.flag
	}
	return nil
}

// like is a text for something of that name whose default is known: an address
// range for one, and as many segments as it has.
func like(name, text string) string {
	if _, err := netip.ParsePrefix(text); err == nil {
		return "10.3.0.0/16"
	}
	s := shaped(name)
	if strings.HasPrefix(text, "[") || strings.Contains(text, "://") {
		return s
	}
	return segmented(s, strings.Count(text, "/")+1)
}

// segmented is s, with so many parts between slashes.
func segmented(s string, n int) string {
	if strings.Count(s, "/")+1 >= n {
		return s
	}
	return strings.Repeat(s+"/", n-1) + s
}

// deepest is how many types inside one another get values: types may hold
// themselves.
const deepest = 12

// value is a value of a type; false if it is better left out.
func (g *generator) value(name string, declared *template.Type, depth int) (any, bool) {
	t := g.resolve(declared, 0)
	optional := declared.Nullable || t.Nullable
	if depth > deepest {
		return nil, !optional
	}
	switch t.Kind {
	case template.TypeString:
		return sized(shaped(name), t), true
	case template.TypeInt:
		return bounded(g.number, t.MinValue, t.MaxValue), true
	case template.TypeBool:
		return g.flag, true
	case template.TypeObject:
		return g.object(name, t, depth), true
	case template.TypeArray:
		return g.array(name, t, depth), true
	case template.TypeTuple:
		out := []any{}
		for i, it := range t.Tuple {
			v, _ := g.value(fmt.Sprintf("%s-%d", name, i), it, depth+1)
			out = append(out, v)
		}
		return out, true
	case template.TypeLiteral:
		return plain(t.Literal), true
	case template.TypeUnion, template.TypeDiscriminated:
		if len(t.Members) > 0 {
			return g.value(name, pick(t.Members, g.flag), depth+1)
		}
	case template.TypeResource:
		if optional && !g.flag {
			return nil, false
		}
		return g.derived(name, t)
	}
	return map[string]any{}, !optional
}

// derived is a value for a type that stands for a resource's schema, of which
// the compiled form keeps the family: its name is where the type stands.
func (g *generator) derived(name string, t *template.Type) (any, bool) {
	switch strings.Trim(t.At.Text(), `"`) {
	case "string":
		return shaped(name), true
	case "int":
		return g.number, true
	case "bool":
		return g.flag, true
	case "array":
		return []any{}, true
	}
	return map[string]any{}, true
}

func (g *generator) object(name string, t *template.Type, depth int) map[string]any {
	out := map[string]any{}
	for _, p := range t.Properties {
		if v, ok := g.value(p.Name+suffix(name), p.Type, depth+1); ok {
			out[p.Name] = v
		}
	}
	if t.Additional != nil {
		for i := range 2 {
			key := fmt.Sprintf("key-%d", i)
			if v, ok := g.value(name+"-"+key, t.Additional, depth+1); ok {
				out[key] = v
			}
		}
	}
	return out
}

func (g *generator) array(name string, t *template.Type, depth int) []any {
	n := bounded(2, t.MinLength, t.MaxLength)
	out := []any{}
	for i := range min(n, 8) {
		at := fmt.Sprintf("%s-%d", name, i)
		if t.Items == nil {
			out = append(out, shaped(at))
		} else if v, ok := g.value(at, t.Items, depth+1); ok {
			out = append(out, v)
		}
	}
	return out
}

// suffix is the run of indexes at the end of a name, which keeps the values of
// different elements apart.
func suffix(name string) string {
	end := strings.TrimRight(name, "-0123456789")
	return name[len(end):]
}

// resolve follows names and accesses to the type that is meant.
func (g *generator) resolve(t *template.Type, depth int) *template.Type {
	if depth > deepest {
		return &template.Type{}
	}
	switch t.Kind {
	case template.TypeRef:
		target, ok := g.types[strings.ToLower(t.Name)]
		if !ok {
			return &template.Type{Nullable: t.Nullable}
		}
		r := *g.resolve(target, depth+1)
		r.Nullable = r.Nullable && !t.NonNull || t.Nullable
		return &r
	case template.TypeAccess:
		base := g.resolve(t.Base, depth+1)
		step := stepInto(base, t.Step)
		if step == nil {
			return &template.Type{Nullable: t.Nullable}
		}
		r := *g.resolve(step, depth+1)
		r.Nullable = r.Nullable && !t.NonNull || t.Nullable
		return &r
	}
	return t
}

// stepInto is the type of a part; nil if none is declared.
func stepInto(t *template.Type, step string) *template.Type {
	switch step {
	case "[*]":
		return t.Items
	case ".*":
		return t.Additional
	}
	for _, p := range t.Properties {
		if strings.EqualFold(p.Name, step) {
			return p.Type
		}
	}
	for i, it := range t.Tuple {
		if fmt.Sprint(i) == step {
			return it
		}
	}
	return nil
}

func pick[T any](list []T, first bool) T {
	if first {
		return list[0]
	}
	return list[len(list)-1]
}

func bounded(n int64, lowest, highest *int64) int64 {
	if lowest != nil {
		n = max(n, *lowest)
	}
	if highest != nil {
		n = min(n, *highest)
	}
	return n
}

// shapes are what names tell about the text that a template takes apart.
var shapes = [...]struct{ part, shape string }{
	{"resourceid", "/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/p-other/providers/Microsoft.Synthetic/parents/%s/children/p-child"},
	{"addressprefix", "10.3.0.0/16"},
	{"cidr", "10.3.0.0/16"},
}

// shaped is a text for something of that name.
func shaped(name string) string {
	stem := strings.ToLower(strings.TrimSuffix(name, suffix(name)))
	for _, s := range shapes {
		if strings.Contains(stem, s.part) {
			if strings.Contains(s.shape, "%s") {
				return fmt.Sprintf(s.shape, "p-"+name)
			}
			return s.shape
		}
	}
	return "p-" + name
}

// sized fits a text to the lengths that a type allows.
func sized(s string, t *template.Type) string {
	if t.MinLength != nil && int64(len(s)) < *t.MinLength {
		s += strings.Repeat("p", int(min(*t.MinLength, 4096))-len(s))
	}
	if t.MaxLength != nil && int64(len(s)) > *t.MaxLength {
		s = s[:max(*t.MaxLength, 0)]
	}
	return s
}

// plain is a literal as JSON.
func plain(v value.Value) any {
	return json.RawMessage(value.AppendJSON(nil, v, value.JSONOptions{}))
}
