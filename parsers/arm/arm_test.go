package arm_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/arm"
	"moat/parsers/bicep"
)

var update = flag.Bool("update", false, "write the golden files anew")

const fixtures = "../../testdata/parsers/arm"

// loader loads files of a file system in both languages.
type loader struct {
	fs    source.FS
	trees map[string]language.Tree
}

func (l *loader) Load(path string) (language.Tree, error) {
	if t, ok := l.trees[path]; ok {
		return t, nil
	}
	f, err := l.Read(path)
	if err != nil {
		return nil, err
	}
	for _, lang := range [...]language.Language{bicep.Language{}, arm.Language{}} {
		if lang.Claims(path, f.Content()[:min(f.Len(), language.HeadSize)]) {
			l.trees[path] = lang.Parse(f)
			return l.trees[path], nil
		}
	}
	return nil, language.ErrUnclaimed
}

func (l *loader) Read(path string) (*source.File, error)   { return l.fs.ReadFile(path) }
func (l *loader) List(path string) ([]source.Entry, error) { return l.fs.ReadDir(path) }

func memory(files map[string]string) *loader {
	return &loader{source.Map(files), map[string]language.Tree{}}
}

// evaluate evaluates main, which may be of either language, with the parameter
// files given.
func evaluate(t testing.TB, l *loader, main string, params ...string) *language.Result {
	t.Helper()
	tree, err := l.Load(main)
	if err != nil {
		t.Fatal(err)
	}
	e := language.Entry{Tree: tree}
	for _, p := range params {
		pt, err := l.Load(p)
		if err != nil {
			t.Fatal(err)
		}
		e.Params = append(e.Params, pt)
	}
	res, err := arm.Language{}.Evaluate(context.Background(), e, l)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestGolden compares what the fixtures are read as, and what they deploy.
func TestGolden(t *testing.T) {
	disk, err := source.Disk(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	l := &loader{disk, map[string]language.Tree{}}
	paths, err := filepath.Glob(fixtures + "/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			tree, err := l.Load(name)
			if err != nil {
				t.Fatal(err)
			}
			got := dump(tree)
			if tree.Role() == language.Template {
				res := evaluate(t, l, name)
				d := &dumper{}
				dumpModule(d, res.Root, map[*graph.Module]bool{})
				for _, p := range res.Problems {
					d.line("%s", problem(p))
				}
				got += "\n== deploys ==\n" + d.b.String()
			}
			golden := path + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-golden +got)\n%s", diff)
			}
		})
	}
}

const schema = `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0"`

func TestClaims(t *testing.T) {
	for _, test := range []struct {
		path, text string
		want       bool
	}{
		{"a.json", `{` + schema + `}`, true},
		{"a.JSONC", "\uFEFF// a template\n{" + schema + `}`, true},
		{"a.json", `{"$SCHEMA": "HTTP://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json"}`, true},
		{"a.json", `{"$schema": "https://schema.management.azure.com/schemas/2015-01-01/deploymentParameters.json#", "parameters": {}}`, true},
		{"a.json", `{"contentVersion": "1.0.0.0", "resources": []}`, true},
		{"main.parameters.json", `{"parameters": {"a": {"value": 1}}}`, true},
		{"main.parameters.dev.json", `{"parameters": {"a": {"value": 1}}}`, true},
		{"a.json", `{"parameters": {"a": {"value": 1}}}`, false},
		{"a.txt", `{` + schema + `}`, false},
		{"a.json", `{"contentVersion": "1.0.0.0", "parameters": {}}`, false},
		{"createUiDefinition.json", `{"$schema": "https://schema.management.azure.com/schemas/0.1.2-preview/CreateUIDefinition.MultiVm.json#", "parameters": {}}`, false},
		{"w.json", `{"$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#", "contentVersion": "1.0.0.0", "parameters": {}}`, false},
		{"package.json", `{"name": "x", "resources": []}`, false},
		{"a.json", `[{` + schema + `}]`, false},
		{"a.json", ``, false},
	} {
		if got := (arm.Language{}).Claims(test.path, []byte(test.text)); got != test.want {
			t.Errorf("Claims(%s, %s) = %v", test.path, test.text, got)
		}
	}
}

func TestCompiledFrom(t *testing.T) {
	generated := `{` + schema + `, "metadata": {"_generator": {"name": "bicep", "version": "1"}}, "resources": []}`
	for _, test := range []struct {
		path, text string
		want       []string
	}{
		{"infra/main.json", generated, []string{"infra/main.bicep"}},
		{"azuredeploy.json", generated, []string{"azuredeploy.bicep", "main.bicep"}},
		{"main.json", `{` + schema + `, "resources": []}`, nil},
	} {
		tree := arm.Language{}.Parse(source.NewFile(test.path, []byte(test.text)))
		got := tree.(language.Compiled).CompiledFrom()
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.path, diff)
		}
	}
}

func body(t *testing.T, res *language.Result, typ string) value.Object {
	t.Helper()
	for _, d := range res.Root.Resources {
		if d.Type == typ {
			return d.Body
		}
	}
	t.Fatalf("no %s is deployed", typ)
	return value.Object{}
}

// TestParameterFiles gives values by files of the Azure Developer CLI.
func TestParameterFiles(t *testing.T) {
	l := memory(map[string]string{
		"main.json": `{` + schema + `, "parameters": {
			"plain": {"type": "string"}, "flag": {"type": "bool"}, "count": {"type": "int"}, "list": {"type": "array"},
			"open": {"type": "string"}, "mixed": {"type": "string"}, "key": {"type": "securestring"}, "bracket": {"type": "string"}, "none": {"type": "string", "defaultValue": "d"}
			}, "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {
			"plain": "[parameters('PLAIN')]", "flag": "[parameters('flag')]", "count": "[parameters('count')]", "list": "[parameters('list')]",
			"open": "[parameters('open')]", "mixed": "[parameters('mixed')]", "key": "[parameters('key')]", "bracket": "[parameters('bracket')]", "none": "[parameters('none')]"}}]}`,
		"main.parameters.json": `{"parameters": {
			"Plain": {"value": "text"}, "flag": {"value": "${PUBLIC=true}"}, "count": {"value": "${COUNT=3}"}, "list": {"value": "${LIST=[1]}"},
			"open": {"value": "${OPEN}"}, "mixed": {"value": "rg-${ENV}-${REGION=we}"},
			"key": {"reference": {"keyVault": {"id": "/v"}, "secretName": "s"}}, "bracket": {"value": "[parameters('plain')]"}, "none": {}}}`,
	})
	res := evaluate(t, l, "main.json", "main.parameters.json")
	if len(res.Problems) > 0 {
		t.Fatal(res.Problems)
	}
	props := value.Get(body(t, res, "A.B/c"), value.ParsePath("properties")).Value.(value.Object)
	for _, test := range []struct {
		name, want string
		assumed    bool
	}{
		{"plain", `'text'`, false}, {"flag", `true()`, true}, {"count", `3`, true}, {"list", `createArray(1)`, true},
		{"open", `readEnvironmentVariable('OPEN')`, false}, {"mixed", `format('rg-{0}-we', readEnvironmentVariable('ENV'))`, true},
		{"bracket", `'[parameters(''plain'')]'`, false}, {"none", `'d'`, true},
	} {
		m, _ := props.Member(test.name)
		got := strings.ReplaceAll(value.Expr(m.Value), `\'`, `''`)
		if got != test.want || value.DeepAssumed(m.Value) != test.assumed {
			t.Errorf("%s is %s, assumed %v; want %s, %v", test.name, got, value.DeepAssumed(m.Value), test.want, test.assumed)
		}
	}
	open, _ := props.Member("open")
	if why := value.WhyOf(open.Value); len(why) == 0 || why[0].Reason != value.ReasonExternalInput {
		t.Errorf("an unset variable is unknown for %v", why)
	}
	key, _ := props.Member("key")
	if !key.Value.Secret() {
		t.Error("a key vault reference isn't secret")
	}
}

// TestLinked follows linked templates by path, and by what a URI suggests.
func TestLinked(t *testing.T) {
	inner := `{` + schema + `, "parameters": {"p": {"type": "string", "defaultValue": "unset"}}, "resources": [
		{"type": "A.B/c", "apiVersion": "1", "name": "[parameters('p')]"}], "outputs": {"o": {"type": "string", "value": "[parameters('p')]"}}}`
	outer := func(link string) string {
		return `{` + schema + `, "parameters": {"_artifactsLocation": {"type": "string"}, "_artifactsLocationSasToken": {"type": "securestring"}},
			"variables": {"folder": "linked", "url": "[uri(parameters('_artifactsLocation'), concat(variables('folder'), '/inner.json', parameters('_artifactsLocationSasToken')))]"},
			"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"mode": "Incremental", ` + link + `}}],
			"outputs": {"got": {"type": "string", "value": "[reference('d').outputs.o.value]"}}}`
	}
	for _, test := range []struct {
		name, link, want string
		missing          bool
	}{
		{"path", `"templateLink": {"relativePath": "linked/inner.json"}, "parameters": {"p": {"value": "v"}}`, "v", false},
		{"parameter file", `"templateLink": {"relativePath": "linked/inner.json"}, "parametersLink": {"relativePath": "linked/inner.parameters.json"}`, "file", false},
		{"uri of this template", `"templateLink": {"uri": "[uri(deployment().properties.templateLink.uri, 'linked/inner.json')]"}`, "unset", false},
		{"artifacts in a variable", `"templateLink": {"uri": "[variables('url')]"}`, "unset", false},
		{"artifacts in concat", `"templateLink": {"uri": "[concat(parameters('_artifactsLocation'), '/linked/inner.json', parameters('_artifactsLocationSasToken'))]"}`, "unset", false},
		{"another host", `"templateLink": {"uri": "https://example.org/linked/inner.json"}`, "", true},
		{"a guess that leads nowhere", `"templateLink": {"uri": "[uri(deployment().properties.templateLink.uri, 'gone.json')]"}`, "", true},
		{"template spec", `"templateLink": {"id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Resources/templateSpecs/t/versions/1"}`, "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := memory(map[string]string{
				"a/main.json": outer(test.link), "a/linked/inner.json": inner,
				"a/linked/inner.parameters.json": `{"parameters": {"p": {"value": "file"}}}`,
			})
			res := evaluate(t, l, "a/main.json")
			if len(res.Problems) > 0 {
				t.Error(res.Problems)
			}
			call := res.Root.Calls[0]
			if missing := call.Module == nil; missing != test.missing {
				t.Fatalf("missing: %v (%s)", missing, call.Missing)
			}
			got := res.Root.Outputs[0].Value
			if test.missing {
				if why := value.WhyOf(got); len(why) == 0 || why[0].Reason != value.ReasonExternalModule {
					t.Errorf("the output is %s for %v", value.Expr(got), why)
				}
				return
			}
			if s, ok := got.(value.String); !ok || s.String() != test.want {
				t.Errorf("the output is %s, want %s", value.Expr(got), test.want)
			}
		})
	}
}

// TestFromBicep calls and imports ARM JSON from Bicep.
func TestFromBicep(t *testing.T) {
	l := memory(map[string]string{
		"module.json": `{` + schema + `, "parameters": {"name": {"type": "string"}}, "resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[parameters('name')]"}],
			"outputs": {"id": {"type": "string", "value": "[resourceId('A.B/c', parameters('name'))]"}}}`,
		"shared.json": `{` + schema + `, "metadata": {"__bicep_exported_variables!": [{"name": "sizes"}]},
			"definitions": {"kind": {"type": "string", "allowedValues": ["x", "y"], "metadata": {"__bicep_export!": true}}},
			"functions": [{"namespace": "__bicep", "members": {"twice": {"parameters": [{"name": "s", "type": "string"}],
				"output": {"type": "string", "value": "[concat(parameters('s'), parameters('s'))]"}, "metadata": {"__bicep_export!": true}}}}],
			"variables": {"copy": [{"name": "sizes", "count": 2, "input": "[mul(copyIndex('sizes'), 10)]"}], "hidden": 1}, "resources": []}`,
		"main.bicep": `import { sizes, twice, kind } from 'shared.json'
param k kind
module m 'module.json' = { name: 'm', params: { name: twice('ab') } }
resource nested 'Microsoft.Resources/deployments@2024-03-01' = {
  name: 'nested'
  properties: {
    mode: 'Incremental'
    expressionEvaluationOptions: { scope: 'inner' }
    parameters: { who: { value: twice('c') } }
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      parameters: { who: { type: 'string' } }
      resources: [ { type: 'D.E/f', apiVersion: '1', name: '[parameters(\'who\')]', properties: { literal: '[[x]', k: k } } ]
      outputs: { o: { type: 'string', value: '[parameters(\'who\')]' } }
    }
  }
}
resource silent 'Microsoft.Resources/deployments@2024-03-01' = {
  name: 'silent'
  properties: { mode: 'Incremental', template: { contentVersion: '1.0.0.0', resources: [] } }
}
output id string = m.outputs.id
output size int = sizes[1]
output o string = nested.properties.outputs.o.value
`,
	})
	res := evaluate(t, l, "main.bicep")
	tree, _ := l.Load("main.bicep")
	for _, p := range append(res.Problems, tree.Problems()...) {
		t.Error(problem(p))
	}
	d := &dumper{}
	dumpModule(d, res.Root, map[*graph.Module]bool{})
	got := d.b.String()
	for _, want := range []string{
		"call m to", "    A.B/c /subscriptions/…/resourceGroups/…/providers/A.B/c/abab",
		"call nested to", "    D.E/f /subscriptions/…/resourceGroups/…/providers/D.E/f/cc", `"literal":"[x]"`,
		`output id = `, `output size = 10`, `output o = "cc"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if n := len(res.Root.Calls); n != 2 {
		t.Errorf("%d calls, want 2: a template without resources deploys nothing", n)
	}
}
