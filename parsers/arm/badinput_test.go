package arm_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/arm"
	"moat/parsers/template"
)

// sound is a resource that must be in the graph whatever stands around it.
const sound = `{"type": "Sound.Rp/things", "apiVersion": "1", "name": "sound", "properties": {"kept": true}}`

// TestBadInput gives templates with something wrong: it must be reported where
// it stands, and the rest evaluated.
func TestBadInput(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string // "line:column kind part of the message", at least these
		lost       bool     // the sound resource can't be found
	}{
		{name: "truncated", text: "{" + schema + `, "resources": [` + sound + `, {"type": "A.B/c", "name": "n", "prop`,
			want: []string{"1:270 syntax"}},
		{name: "resources of a wrong type", text: "{" + schema + ",\n\"resources\": 3}", lost: true,
			want: []string{"2:14 syntax the resources must be an array, or an object of named resources, not a number"}},
		{name: "resources as an expression", text: "{" + schema + ",\n\"resources\": \"[variables('r')]\"}", lost: true,
			want: []string{"2:14 evaluation the resources must be written out"}},
		{name: "a resource of a wrong type", text: "{" + schema + ", \"resources\": [\n1, " + sound + "]}",
			want: []string{"2:1 syntax a resource must be an object, not a number"}},
		{name: "no type", text: "{" + schema + ", \"resources\": [\n{\"name\": \"n\"}, " + sound + "]}",
			want: []string{"2:1 syntax the resource has no type"}},
		{name: "no name", text: "{" + schema + ", \"resources\": [\n{\"type\": \"A.B/c\"}, " + sound + "]}",
			want: []string{"2:2 syntax the resource has no name"}},
		{name: "type as an expression", text: "{" + schema + ", \"parameters\": {\"t\": {\"type\": \"string\"}}, \"resources\": [\n{\"type\": \"[parameters('t')]\", \"name\": \"n\"}, " + sound + "]}",
			want: []string{"2:10 evaluation the type of a resource must be written out"}},
		{name: "sections of wrong types", text: "{" + schema + ",\n\"parameters\": [],\n\"variables\": 1,\n\"functions\": {},\n\"outputs\": \"x\",\n\"resources\": [" + sound + "]}",
			want: []string{"2:15 syntax parameters must be an object, not an array", "3:14 syntax variables must be an object, not a number",
				"4:14 syntax functions must be an array, not an object", "5:12 syntax outputs must be an object, not a string"}},
		{name: "members of wrong types", text: "{" + schema + `, "parameters": {
"a": 1,
"b": {"type": 2},
"c": {"type": "text"},
"d": {"$ref": "other"},
"e": {"type": "int", "minValue": "1", "allowedValues": {}}
}, "outputs": {
"o": 1,
"p": {"type": "string"},
"q": {"type": "array", "copy": {}}
}, "resources": [` + sound + `]}`,
			want: []string{"2:6 syntax a type must be an object", "3:15 syntax type must be a string", `4:15 binding there is no type "text"`,
				`5:15 binding "other" is no reference`, "6:34 syntax a bound must be a whole number", "6:56 syntax allowedValues must be an array",
				"8:6 syntax an output must be an object", `9:1 syntax the output "p" has no value`, "10:32 syntax the copy loop has no count", "10:32 syntax the copy loop has no input"}},
		{name: "parts of a resource of wrong types", text: "{" + schema + `, "resources": [` + sound + `, {"type": "A.B/c", "name": "n",
"apiVersion": 1,
"copy": [],
"resources": {},
"condition": {}
}]}`,
			want: []string{"2:15 syntax the API version must be a string", "3:9 syntax the copy of a resource must be an object", "4:14 syntax the resources of a resource must be an array",
				"5:14 evaluation a condition must be true or false"}},
		{name: "syntax of an expression", text: "{" + schema + ", \"resources\": [" + sound + "], \"variables\": {\n\"v\": \"[concat('a', ]\"}}",
			want: []string{"2:20 syntax a value is missing"}},
		{name: "recursion between variables", text: "{" + schema + `, "variables": {
"a": "[variables('b')]",
"b": "[variables('A')]"}, "resources": [` + sound + `], "outputs": {"o": {"type": "string", "value": "[variables('a')]"}}}`,
			want: []string{`2:1 evaluation variable "a" depends on itself`}},
		{name: "a function that calls itself", text: "{" + schema + `, "functions": [{"namespace": "n", "members": {
"f": {"output": {"type": "int", "value": "[n.f()]"}}}}], "resources": [` + sound + `], "outputs": {"o": {"type": "int", "value": "[n.f()]"}}}`,
			want: []string{`2:1 evaluation function "f" calls itself`}},
		{name: "a billion copies", text: "{" + schema + `, "resources": [` + sound + `, {"type": "A.B/c", "apiVersion": "1", "name": "[concat('n', copyIndex())]",
"copy": {"name": "many", "count": 1000000000}}]}`,
			want: []string{"2:9 limit this loop runs 1000000000 times"}},
		{name: "a billion elements", text: "{" + schema + `, "resources": [` + sound + `, {"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {"copy": [
{"name": "many", "count": 1000000000, "input": "x"}]}}]}`,
			want: []string{"2:1 limit this loop runs 1000000000 times"}},
		{name: "negative count", text: "{" + schema + `, "resources": [` + sound + `, {"type": "A.B/c", "apiVersion": "1", "name": "n",
"copy": {"name": "none", "count": -1}}]}`,
			want: []string{"2:9 evaluation a loop can't run -1 times"}},
		{name: "keys that differ in case", text: "{" + schema + ", \"variables\": {\"a\": 1,\n\"A\": 2}, \"resources\": [" + sound + "], \"outputs\": {\"o\": {\"type\": \"int\", \"value\": \"[variables('a')]\"}}}",
			want: []string{`2:1 syntax the key "A" differs from "a" only in case`}},
		{name: "path out of the workspace", text: "{" + schema + ", \"resources\": [" + sound + `, {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"templateLink": {
"relativePath": "../../../etc/passwd"}}}]}`,
			want: []string{"2:17 binding lies outside the workspace"}},
		{name: "linked to itself", text: "{" + schema + ", \"resources\": [" + sound + `, {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"templateLink": {
"relativePath": "main.json"}}}]}`,
			want: []string{"2:17 evaluation calls itself"}},
		{name: "linked to what is no template", text: "{" + schema + ", \"resources\": [" + sound + `, {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"templateLink": {
"relativePath": "package.json"}}}]}`,
			want: []string{"2:17 binding isn't a template"}},
		{name: "arguments of wrong types", text: "{" + schema + ", \"resources\": [" + sound + `, {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {
"expressionEvaluationOptions": {"scope": "sideways"},
"parameters": {"a": 1, "b": {}, "c": {"value": 1}},
"template": {"resources": []}}}]}`,
			want: []string{"2:42 evaluation the scope of evaluation is inner or outer", "3:21 syntax the argument of a parameter must be an object", "3:29 syntax needs a value or a reference"}},
		{name: "copyIndex outside", text: "{" + schema + ", \"resources\": [" + sound + `], "outputs": {"o": {"type": "int",
"value": "[copyIndex()]"}}}`,
			want: []string{"2:12 evaluation copyIndex is used outside"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := memory(map[string]string{"main.json": test.text, "package.json": `{"name": "x"}`})
			res := evaluate(t, l, "main.json")
			tree, _ := l.Load("main.json")
			found := diag.Sort(append(tree.Problems()[:len(tree.Problems()):len(tree.Problems())], res.Problems...))
			var all []string
			for _, p := range found {
				at := p.At.StartPosition()
				all = append(all, fmt.Sprintf("%d:%d %s %s", at.Line, at.Column, p.Kind, p.Message))
			}
			for _, want := range test.want {
				at, rest, _ := strings.Cut(want, " ")
				kind, msg, _ := strings.Cut(rest, " ")
				if !slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, at+" "+kind+" ") && strings.Contains(s, msg) }) {
					t.Errorf("no problem %q; there are\n%s", want, strings.Join(all, "\n"))
				}
			}
			kept := slices.ContainsFunc(res.Root.Resources, func(d *graph.Declaration) bool {
				l := value.Get(d.Body, value.ParsePath("properties.kept"))
				return d.Type == "Sound.Rp/things" && l.Presence == value.Present
			})
			if kept == test.lost {
				t.Errorf("the sound resource is there: %v", kept)
			}
			if test.lost && len(res.Root.Gaps) == 0 {
				t.Error("no gap tells that resources are missing")
			}
		})
	}
}

// TestDamaged marks resources that couldn't be read whole.
func TestDamaged(t *testing.T) {
	l := memory(map[string]string{"main.json": "{" + schema + `, "resources": [
{"type": "A.B/whole", "apiVersion": "1", "name": "n", "properties": {"a": [1]}},
{"type": "A.B/missing", "apiVersion": "1", "name": "n", "properties": {"a": }},
{"type": "A.B/open", "apiVersion": "1", "name": "n", "properties": {"a": [1
]}`})
	got := map[string]bool{}
	for _, d := range evaluate(t, l, "main.json").Root.Resources {
		got[d.Type] = d.Damaged
	}
	if want := map[string]bool{"A.B/whole": false, "A.B/missing": true, "A.B/open": true}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("damaged: %v, want %v", got, want)
	}
}

// TestNesting nests deployments, children and values deeper than anyone would.
func TestNesting(t *testing.T) {
	inner := sound
	for range 55 {
		inner = `{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "name": "d", "properties": {"template": {"resources": [` + inner + `]}}}`
	}
	children := `{"type": "x", "apiVersion": "1", "name": "n"}`
	for range 110 {
		children = `{"type": "x", "apiVersion": "1", "name": "n", "resources": [` + children + `]}`
	}
	for name, test := range map[string]struct {
		resource string
		limit    bool
	}{
		"values":      {`{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": ` + strings.Repeat(`{"a":[`, 100) + strings.Repeat(`]}`, 100) + `}`, false},
		"too deep":    {`{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": ` + strings.Repeat(`{"a":[`, 2000) + strings.Repeat(`]}`, 2000) + `}`, true},
		"expressions": {`{"type": "A.B/c", "apiVersion": "1", "name": "n", "properties": {"v": "[` + strings.Repeat("string(", 200) + "1" + strings.Repeat(")", 200) + `]"}}`, false},
		"deployments": {inner, false},
		"children":    {children, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := memory(map[string]string{"main.json": "{" + schema + `, "resources": [` + test.resource + `, ` + sound + `]}`})
			res := evaluate(t, l, "main.json")
			tree, _ := l.Load("main.json")
			limited := false
			for _, p := range append(tree.Problems(), res.Problems...) {
				if p.Kind != diag.Limit {
					t.Error(problem(p))
				}
				limited = true
			}
			if limited != test.limit {
				t.Errorf("a limit was reached: %v", limited)
			}
			if len(res.Root.Resources) == 0 {
				t.Error("nothing is deployed")
			}
		})
	}
}

// large is a template of at least so many bytes.
func large(size int) string {
	var b strings.Builder
	b.WriteString("{" + schema + `, "parameters": {"p": {"type": "string"}}, "resources": [`)
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"type": "A.B/c", "apiVersion": "2023-01-01", "name": "[concat(parameters('p'), '%d')]", "location": "[resourceGroup().location]",
  "properties": {"text": %q, "list": [1, 2, 3], "on": true, "id": "[resourceId('A.B/c', 'x')]"}}`, i, strings.Repeat("text ", 200))
	}
	b.WriteString("]}")
	return b.String()
}

func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("20 MB")
	}
	text := large(20_000_000)
	l := memory(map[string]string{"main.json": text})
	res := evaluate(t, l, "main.json")
	if want := strings.Count(text, `"type": "A.B/c"`); len(res.Root.Resources) != want || len(res.Problems) > 0 {
		t.Errorf("%d of %d resources; problems %v", len(res.Root.Resources), want, res.Problems)
	}
}

// FuzzTemplate reads and evaluates any text: what is reported lies in the file,
// and reading it twice gives the same.
func FuzzTemplate(f *testing.F) {
	f.Add("{" + schema + `, "resources": [` + sound + `]}`)
	f.Add("{" + schema + `, "variables": {"copy": [{"name": "a", "count": 2, "input": "[copyIndex('a')]"}]}, "resources": {"a::b": ` + sound + `}}`)
	f.Add(`{"contentVersion": "1", "resources": [{"type": "Microsoft.Resources/deployments", "name": "d", "properties": {"template": {"resources": [{"type": "A/b/providers/c", "name": "[format('{0}/X.Y/{1}', 1, 2)]"}]},
		"parameters": {"a": "[if(true(), createObject('value', 1), createObject())]", "b": {"copy": [{"name": "value", "count": 1, "input": 1}]}}}}]}`)
	f.Add(`{"contentVersion": "1", "resources": [{"type": "Microsoft.Resources/deployments", "name": "d", "properties": {"templateLink": {"uri": "[uri(variables('x'), 'y.json')]"}, "parametersLink": {"uri": "a.json"}}}], "variables": {"x": "[variables('x')]"}}`)
	f.Add(`{"parameters": {"a": {"value": "${A=b}${C}"}, "b": {"reference": 1}, "c": {"expression": "[x]"}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range [...]string{"main.json", "main.parameters.json"} {
			file := source.NewFile(name, []byte(text))
			tree := arm.Language{}.Parse(file)
			for _, p := range tree.Problems() {
				if p.At.File != file || p.Message == "" {
					t.Fatalf("%v isn't in the file", p)
				}
			}
			if a, b := dump(tree), dump(arm.Language{}.Parse(file)); a != b {
				t.Fatalf("two readings differ:\n%s\n%s", a, b)
			}
			for _, r := range tree.Refs() {
				if clean, err := source.Clean(r.Path); r.Path != "" && (err != nil || clean != r.Path) {
					t.Fatalf("reference to %q: %v", r.Path, err)
				}
			}
			if _, ok := tree.(template.Source); !ok || strings.Count(text, "copy")+strings.Count(text, "range") > 3 {
				continue // many loops in one another take long, and are bounded by count alone
			}
			ctx, cancel := context.WithCancel(context.Background())
			if _, err := (arm.Language{}).Evaluate(ctx, language.Entry{Tree: tree}, memory(map[string]string{"x": ""})); err != nil {
				t.Fatal(err)
			}
			cancel()
		}
	})
}

// BenchmarkForeign passes over ten thousand JSON files of other kinds, as a
// folder with installed packages holds them. What claiming costs is the
// difference to reading their heads alone.
func BenchmarkForeign(b *testing.B) {
	kinds := []string{
		`{"name": "package", "version": "1.0.0", "dependencies": {` + strings.Repeat(`"dependency": "^1.2.3", `, 300) + `"x": "1"}}`,
		`{"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {` + strings.Repeat(`"p": {"type": "string", "description": "d"}, `, 300) + `"x": {}}}`,
		`[` + strings.Repeat(`{"a": 1, "b": "text"}, `, 500) + `{}]`,
		`{"compilerOptions": {"strict": true}, "include": ["src"]}`,
	}
	const files = 10_000
	folder := b.TempDir()
	name := func(i int) string { return fmt.Sprintf("f%d.json", i) }
	for i := range files {
		if err := os.WriteFile(filepath.Join(folder, name(i)), []byte(kinds[i%len(kinds)]), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	disk, err := source.Disk(folder)
	if err != nil {
		b.Fatal(err)
	}
	defer disk.Close()
	for _, claim := range [...]bool{false, true} {
		b.Run(map[bool]string{false: "read", true: "read and claim"}[claim], func(b *testing.B) {
			for b.Loop() {
				for i := range files {
					head, err := disk.ReadHead(name(i), language.HeadSize)
					if err != nil {
						b.Fatal(err)
					}
					if claim && (arm.Language{}).Claims(name(i), head) {
						b.Fatal("claimed")
					}
				}
			}
		})
	}
}

// BenchmarkParse reads a large template, and BenchmarkEvaluate evaluates it.
func BenchmarkParse(b *testing.B) {
	file := source.NewFile("main.json", []byte(large(4_000_000)))
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		arm.Language{}.Parse(file)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	text := large(4_000_000)
	l := memory(map[string]string{"main.json": text})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		evaluate(b, l, "main.json")
	}
}
