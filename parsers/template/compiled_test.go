package template_test

import (
	"context"
	"slices"
	"testing"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/arm"
	"moat/parsers/bicep"
)

// inBoth evaluates a template in Bicep or ARM JSON, whose path tells which.
func inBoth(t *testing.T, path, text string) (*graph.Graph, []string) {
	t.Helper()
	engine := &analyzer.Engine{Languages: []language.Language{bicep.Language{}, arm.Language{}}}
	r, err := engine.Analyze(context.Background(), source.Map(map[string]string{path: text}), analyzer.Options{Paths: []string{path}, Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Entries) != 1 {
		t.Fatalf("%d entry points, problems %v", len(r.Entries), problems(r))
	}
	return r.Entries[0].Graph, problems(r)
}

func outputOf(t *testing.T, g *graph.Graph, name string) value.Value {
	t.Helper()
	i := slices.IndexFunc(g.Root.Outputs, func(o graph.Output) bool { return o.Name == name })
	if i < 0 {
		t.Fatalf("there is no output %s", name)
	}
	return g.Root.Outputs[i].Value
}

// The compiler makes one tryGet of all that follows a safe access.
func TestBehindSafeAccess(t *testing.T) {
	g, problems := inBoth(t, "main.bicep", `
var o = { a: { x: 1 } }
param p object
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: 's' }
output missing object? = o.?a.b.c
output there int = o.?a.x
output open object = p.?a.b
output read string = s.?properties.primaryLocation
output apart object = (p.?a).b
`)
	if len(problems) > 0 {
		t.Errorf("problems: %v", problems)
	}
	for _, tt := range []struct{ name, want string }{
		{"missing", "null()"}, {"there", "1"},
		{"open", "tryGet(parameters('p'), 'a', 'b')"},
		{"apart", "tryGet(parameters('p'), 'a').b"},
	} {
		if got := value.Expr(outputOf(t, g, tt.name)); got != tt.want {
			t.Errorf("%s is %s, want %s", tt.name, got, tt.want)
		}
	}
	if args, ok := value.AsCall(outputOf(t, g, "read"), "tryGet"); !ok || len(args) != 2 {
		t.Errorf("read is %s, want a tryGet", value.Expr(outputOf(t, g, "read")))
	}
}

// A dependency holds whatever condition it is written under.
func TestConditionalDependency(t *testing.T) {
	g, _ := inBoth(t, "main.bicep", `
param early bool = false
resource first 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'first' }
resource second 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'second' }
resource third 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'third'
  dependsOn: [ early ? first : null, early ? first : second ]
}
`)
	var got []string
	for _, p := range g.Parts {
		if p.Symbol != "third" {
			continue
		}
		for _, d := range p.DependsOn {
			for _, to := range g.Parts {
				if value.IDKey(to.ID) == value.IDKey(d.ID) {
					got = append(got, to.Symbol)
				}
			}
		}
	}
	if !slices.Equal(got, []string{"first", "second"}) {
		t.Errorf("third depends on %v, want first and second", got)
	}
}

// What a registry only gives types for hides no resource.
func TestMissingImportIsNoGap(t *testing.T) {
	g, _ := inBoth(t, "main.bicep", `
import { lockType } from 'br/public:types:1.0.0'
param lock lockType?
resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'a', tags: { lock: lock.?name ?? 'none' } }
`)
	if len(g.Gaps) > 0 {
		t.Errorf("gaps: %v", g.Gaps)
	}
}

// A secret in an object that a call makes taints its own property alone.
func TestSecretInCreatedObject(t *testing.T) {
	g, _ := inBoth(t, "main.json", `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {"key": {"type": "securestring"}},
  "resources": [],
  "outputs": {
    "object": {"type": "object", "value": "[createObject('name', 'n', 'key', parameters('key'))]"},
    "array": {"type": "array", "value": "[createArray('n', parameters('key'))]"},
    "named": {"type": "object", "value": "[createObject(parameters('key'), 'v')]"}
  }
}`)
	object, array := outputOf(t, g, "object"), outputOf(t, g, "array")
	for _, tt := range []struct {
		from   value.Value
		path   string
		secret bool
	}{{object, "name", false}, {object, "key", true}, {array, "[0]", false}, {array, "[1]", true}} {
		v := value.Get(tt.from, value.ParsePath(tt.path)).Value
		if v == nil || value.HasSecret(v) != tt.secret {
			t.Errorf("%s is %v, want secret %v", tt.path, v, tt.secret)
		}
	}
	if !outputOf(t, g, "named").Secret() {
		t.Error("a secret name doesn't taint what it names")
	}
}

// An index that no element has is an error, not something that the elements
// leave open; nothing depends on what it would have named.
func TestIndexOutsidePartlyKnownArray(t *testing.T) {
	g, _ := inBoth(t, "main.json", `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "variables": {"nets": [{"name": "a", "at": "[resourceGroup().location]"}, {"name": "b", "at": "westus"}]},
  "resources": [
    {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-11-01", "name": "[variables('nets')[copyIndex()].name]", "copy": {"name": "nets", "count": 2}},
    {"type": "Microsoft.Network/dnsZones", "apiVersion": "2018-05-01", "name": "zone",
     "dependsOn": ["[resourceId('Microsoft.Network/virtualNetworks', variables('nets')[4].name)]"]}
  ],
  "outputs": {"o": {"type": "string", "value": "[variables('nets')[4].name]"}}
}`)
	if why := value.WhyOf(outputOf(t, g, "o")); len(why) == 0 || why[0].Reason != value.ReasonTypeError {
		t.Errorf("the output is unknown for %v, want a type error", why)
	}
	for _, p := range g.Parts {
		if p.Type == "Microsoft.Network/dnsZones" {
			for _, d := range p.DependsOn {
				for _, to := range g.Parts {
					if value.IDKey(to.ID) == value.IDKey(d.ID) {
						t.Errorf("the zone depends on %s", value.Expr(to.Name))
					}
				}
			}
		}
	}
}
