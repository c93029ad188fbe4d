package template_test

import (
	"context"
	"slices"
	"strings"
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

// Calls of one deployment answer for one another, whatever symbol reads them:
// the compiled form knows the id alone.
func TestOutputsOfOneDeployment(t *testing.T) {
	bicepText := `
param p bool
module first 'm.bicep' = { name: 'twice', params: { v: 'first' } }
module again 'm.bicep' = [for i in range(0, 2): { name: 'twic${i == 0 ? 'e' : 'ery'}', params: { v: 'run ${i}' } }]
module on 'm.bicep' = if (p) { name: 'either', params: { v: 'on' } }
module off 'm.bicep' = if (!p) { name: 'either', params: { v: 'off' } }
module never 'm.bicep' = if (1 > 2) { name: 'always', params: { v: 'never' } }
module always 'm.bicep' = { name: 'always', params: { v: 'always' } }
module maybe 'm.bicep' = if (p) { name: 'always', params: { v: 'maybe' } }
output twice string = first.outputs.o
output looped string = again[0].outputs.o
output single string = again[1].outputs.o
output chosen string = p ? on.outputs.o : off.outputs.o
output open string = on.outputs.o
output certain string = always.outputs.o
output certainly string = never.outputs.o
`
	jsonText := func() string {
		deployment := func(name, condition, v, more string) string {
			if condition != "" {
				condition = `"condition": "` + condition + `", `
			}
			return `{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", ` + more + condition + `"name": "` + name + `",
  "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"v": {"value": "` + v + `"}},
  "template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
    "parameters": {"v": {"type": "string"}}, "resources": [], "outputs": {"o": {"type": "string", "value": "[parameters('v')]"}}}}}`
		}
		read := func(name string) string {
			return `reference(resourceId('Microsoft.Resources/deployments', '` + name + `'), '2022-09-01').outputs.o.value`
		}
		output := func(name, e string) string {
			return `"` + name + `": {"type": "string", "value": "[` + e + `]"}`
		}
		return `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
"parameters": {"p": {"type": "bool"}},
"resources": [` + strings.Join([]string{
			deployment("twice", "", "first", ""),
			deployment(`[format('twic{0}', if(equals(copyIndex(), 0), 'e', 'ery'))]`, "", "[format('run {0}', copyIndex())]", `"copy": {"name": "again", "count": 2}, `),
			deployment("either", "[parameters('p')]", "on", ""),
			deployment("either", "[not(parameters('p'))]", "off", ""),
			deployment("always", "[greater(1, 2)]", "never", ""),
			deployment("always", "", "always", ""),
			deployment("always", "[parameters('p')]", "maybe", ""),
		}, ",\n") + `],
"outputs": {` + strings.Join([]string{
			output("twice", read("twice")), output("looped", read("twice")), output("single", read("twicery")),
			output("chosen", "if(parameters('p'), "+read("either")+", "+read("either")+")"), output("open", read("either")),
			output("certain", read("always")), output("certainly", read("always")),
		}, ",\n") + `}}`
	}()
	const module = "param v string\noutput o string = v\n"
	for path, files := range map[string]map[string]string{
		"main.bicep": {"main.bicep": bicepText, "m.bicep": module},
		"main.json":  {"main.json": jsonText},
	} {
		engine := &analyzer.Engine{Languages: []language.Language{bicep.Language{}, arm.Language{}}}
		r, err := engine.Analyze(context.Background(), source.Map(files), analyzer.Options{Paths: []string{path}, Jobs: 1})
		if err != nil {
			t.Fatal(err)
		}
		if p := problems(r); len(p) > 0 || len(r.Entries) != 1 {
			t.Fatalf("%s: problems: %v", path, p)
		}
		for _, tt := range []struct{ name, want string }{
			{"twice", ""}, {"looped", ""}, {"single", "run 1"},
			{"chosen", "if(parameters('p'), 'on', 'off')"}, {"open", ""},
			{"certain", "always"}, {"certainly", "always"},
		} {
			v := outputOf(t, r.Entries[0].Graph, tt.name)
			if tt.want == "" {
				if why := value.WhyOf(v); len(why) == 0 || why[0].Reason != value.ReasonModuleOutput {
					t.Errorf("%s: %s is %s, want an output that can't be told", path, tt.name, value.Expr(v))
				}
				continue
			}
			if got := strings.Trim(value.Expr(v), "'"); got != strings.Trim(tt.want, "'") {
				t.Errorf("%s: %s is %s, want %s", path, tt.name, got, tt.want)
			}
		}
	}
}

// What is read from a run that a loop doesn't have is an error of the template,
// not something that Azure will tell.
func TestReadFromNoRun(t *testing.T) {
	for path, text := range map[string]string{
		"main.bicep": `
var names = ['one', 'two']
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = [for n in names: { name: n }]
output o string = s[2].properties.primaryLocation
output whole string = s[1].properties.primaryLocation
`,
		"main.json": `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "variables": {"names": ["one", "two"]},
  "resources": [{
    "copy": {"name": "s", "count": "[length(variables('names'))]"},
    "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-05-01", "name": "[variables('names')[copyIndex()]]"
  }],
  "outputs": {
    "o": {"type": "string", "value": "[reference(resourceId('Microsoft.Storage/storageAccounts', variables('names')[2]), '2023-05-01').primaryLocation]"},
    "whole": {"type": "string", "value": "[reference(resourceId('Microsoft.Storage/storageAccounts', variables('names')[1]), '2023-05-01').primaryLocation]"}
  }
}`,
	} {
		g, problems := inBoth(t, path, text)
		if len(problems) != 1 {
			t.Errorf("%s: problems %v, want one", path, problems)
		}
		for name, want := range map[string]value.Reason{"o": value.ReasonTypeError, "whole": value.ReasonRuntimeReference} {
			if why := value.WhyOf(outputOf(t, g, name)); len(why) == 0 || why[0].Reason != want {
				t.Errorf("%s: %s is unknown for %v, want %s", path, name, why, want)
			}
		}
	}
}
