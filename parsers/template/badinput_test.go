package template_test

import (
	"fmt"
	"strings"
	"testing"

	"moat/analyzer/language"
	"moat/analyzer/value"
)

// proof is a resource that has to be evaluated whatever else is wrong.
const proof = `
resource proof 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'proof'
  properties: { allowSharedKeyAccess: false }
}
`

func expectProof(t *testing.T, e evaluated) {
	t.Helper()
	for _, r := range e.graph().OfType("Microsoft.Storage/storageAccounts") {
		if l := r.Get("properties.allowSharedKeyAccess"); r.Symbol == "proof" && l.Presence == value.Present && l.Value.Key() == value.NewBool(false, nil).Key() {
			return
		}
	}
	t.Error("the resource beside the mistake was not evaluated")
}

func TestBadInput(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string // main.bicep is the entry point; proof is added to it
		// problems are "file:line:column kind part of the message".
		problems []string
		// reasons are outputs with the reason for which they are unknown.
		reasons map[string]value.Reason
		mib     uint64 // bound of what may be allocated; 64 if 0
	}{
		{
			name: "missing module",
			files: map[string]string{"main.bicep": `module m 'nowhere.bicep' = {
  name: 'm'
  params: { a: 1 }
}
output o string = m.outputs.x
`},
			problems: []string{`main.bicep:1:10 binding "nowhere.bicep" doesn't exist`},
			reasons:  map[string]value.Reason{"o": value.ReasonExternalModule},
		},
		{
			name: "module cycle of two files",
			files: map[string]string{
				"main.bicep":  "module m 'other.bicep' = { name: 'm' }\noutput o string = m.outputs.x\n",
				"other.bicep": "module n 'main.bicep' = { name: 'n' }\noutput x string = n.outputs.o\n",
			},
			problems: []string{"other.bicep:1:10 evaluation calls itself"},
			reasons:  map[string]value.Reason{"o": value.ReasonExternalModule},
		},
		{
			name: "module cycle of three files",
			files: map[string]string{
				"main.bicep": "module m 'b.bicep' = { name: 'm' }\noutput o string = m.outputs.x\n",
				"b.bicep":    "module n 'sub/c.bicep' = { name: 'n' }\noutput x string = n.outputs.y\n",
				"sub/c.bicep": "module k '../main.bicep' = { name: 'k' }\noutput y string = k.outputs.o\n" +
					"output z string = 'z'\n",
			},
			problems: []string{"sub/c.bicep:1:10 evaluation calls itself"},
			reasons:  map[string]value.Reason{"o": value.ReasonExternalModule},
		},
		{
			name: "module that calls its own file",
			files: map[string]string{
				"main.bicep": "module m 'main.bicep' = { name: 'm' }\noutput o string = m.outputs.o\n",
			},
			problems: []string{"main.bicep:1:10 evaluation calls itself"},
			reasons:  map[string]value.Reason{"o": value.ReasonExternalModule},
		},
		{
			name: "variable cycle",
			files: map[string]string{"main.bicep": `var a = '${b}1'
var b = '${c}2'
var c = '${a}3'
var d = d
output o string = a
output p string = d
`},
			problems: []string{`main.bicep:1:5 evaluation "a" depends on itself`, `main.bicep:4:5 evaluation "d" depends on itself`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError, "p": value.ReasonTypeError},
		},
		{
			name: "parameter default cycle",
			files: map[string]string{"main.bicep": `param a string = b
param b string = '${c}x'
param c string = a
output o string = a
`},
			problems: []string{`main.bicep:1:7 evaluation "a" depends on the parameter itself`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "parameter and variable cycle",
			files: map[string]string{"main.bicep": `param a string = v
var v = a
output o string = v
`},
			problems: []string{`main.bicep:1:7 evaluation "a" depends on the parameter itself`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "recursion in user functions",
			files: map[string]string{"main.bicep": `func f(x string) string => g('${x}a')
func g(x string) string => f('${x}b')
func h(n int) int => n <= 0 ? 0 : h(n - 1)
output o string = f('x')
output p int = h(3)
`},
			problems: []string{`main.bicep:1:6 evaluation "f" calls itself`, `main.bicep:3:6 evaluation "h" calls itself`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "resources named after each other",
			files: map[string]string{"main.bicep": `resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: b.name }
resource b 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: a.name }
output o string = a.name
`},
			problems: []string{"main.bicep:1:1 evaluation the name of this resource depends on itself"},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "resource whose property reads itself",
			files: map[string]string{"main.bicep": `resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'a'
  properties: { x: a.properties.x, y: a.id }
}
output o string = a.properties.x
`},
			reasons: map[string]value.Reason{"o": value.ReasonRuntimeReference},
		},
		{
			name: "module that needs its own output",
			files: map[string]string{
				"main.bicep": "module m 'm.bicep' = {\n  name: 'm'\n  params: { a: m.outputs.b }\n}\noutput o string = m.outputs.c\n",
				"m.bicep":    "param a string\noutput b string = a\noutput c string = a\n",
			},
			problems: []string{`main.bicep:3:16 evaluation "m" depends on its own output`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "two modules that need each other",
			files: map[string]string{
				"main.bicep": "module m 'm.bicep' = {\n  name: 'm'\n  params: { a: n.outputs.b }\n}\nmodule n 'm.bicep' = {\n  name: 'n'\n  params: { a: m.outputs.b }\n}\noutput o string = m.outputs.b\n",
				"m.bicep":    "param a string\noutput b string = a\n",
			},
			problems: []string{`main.bicep:7:16 evaluation "m" depends on its own output`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "cyclic imports",
			files: map[string]string{
				"main.bicep": "import { x } from 'a.bicep'\noutput o string = x\n",
				"a.bicep":    "import { y } from 'b.bicep'\n@export()\nvar x = '${y}!'\n",
				"b.bicep":    "import { x } from 'a.bicep'\n@export()\nvar y = '${x}!'\n",
			},
			problems: []string{`a.bicep:3:5 evaluation "x" depends on itself`},
			reasons:  map[string]value.Reason{"o": value.ReasonTypeError},
		},
		{
			name: "types that are each other",
			files: map[string]string{"main.bicep": `type a = b
type b = a
type tree = { left: tree?, right: tree? }
param p a
param t tree
output o string = p
output q object = t.left.right.left
`},
			reasons: map[string]value.Reason{"o": value.ReasonParameter, "q": value.ReasonParameter},
		},
		{
			name: "paths that leave the workspace",
			files: map[string]string{"main.bicep": `module m '../../outside.bicep' = { name: 'm' }
import { x } from '../lib.bicep'
output a string = m.outputs.x
output b string = loadTextContent('../../../etc/passwd')
output c object = loadJsonContent('/etc/passwd')
output d string = x
output e string = loadFileAsBase64('..\\secret.txt')
`},
			problems: []string{
				"main.bicep:1:10 binding outside the workspace", "main.bicep:2:1 binding outside the workspace",
				"main.bicep:4:19 evaluation outside the workspace", "main.bicep:5:19 evaluation ",
				"main.bicep:7:19 evaluation ",
			},
			reasons: map[string]value.Reason{
				"a": value.ReasonExternalModule, "b": value.ReasonTypeError, "c": value.ReasonTypeError, "d": value.ReasonExternalModule,
				"e": value.ReasonTypeError,
			},
		},
		{
			name: "unknown functions",
			files: map[string]string{"main.bicep": `output a string = frobnicate('x')
output b string = az.frobnicate('x')
output c string = sys.frobnicate()
output d string = 'x'.frobnicate()
`},
			problems: []string{
				"main.bicep:1:19 binding frobnicate", "main.bicep:2:22 binding frobnicate", "main.bicep:3:23 binding frobnicate",
				"main.bicep:4:19 evaluation frobnicate",
			},
			reasons: map[string]value.Reason{
				"a": value.ReasonParseError, "b": value.ReasonParseError, "c": value.ReasonParseError, "d": value.ReasonTypeError,
			},
		},
		{
			name: "range beyond its bound",
			files: map[string]string{"main.bicep": `var r = range(0, 10000000)
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = [for i in range(0, 10000000): { name: 's${i}' }]
output o array = r
`},
			problems: []string{"main.bicep:1:9 evaluation range", "main.bicep:2:71 evaluation range"},
		},
		{
			name: "loop over ten million elements, put together",
			files: map[string]string{"main.bicep": `var r = range(0, 10000)
var many = flatten(map(r, i => r))
resource s 'Microsoft.Storage/storageAccounts@2023-05-01' = [for i in many: { name: 's${i}' }]
output o array = many
`},
			problems: []string{"main.bicep:2:20 limit the value would hold more"},
			reasons:  map[string]value.Reason{"o": value.ReasonLimit},
			mib:      4096,
		},
		{
			name: "range(0,10000) nested three deep",
			files: map[string]string{"main.bicep": `var r = range(0, 10000)
output o array = [for i in r: map(r, j => map(r, k => '${i}-${j}-${k}'))]
`},
			problems: []string{"main.bicep:2:31 limit the value would hold more"},
			mib:      4096,
		},
		{
			name: "deployments in nested loops",
			files: map[string]string{
				"main.bicep": "module m 'm.bicep' = [for i in range(0, 10000): { name: 'm${i}', params: { i: i } }]\n",
				"m.bicep":    "param i int\nresource s 'Microsoft.Storage/storageAccounts@2023-05-01' = [for j in range(0, 10000): { name: 's${i}x${j}' }]\n",
			},
			problems: []string{"m.bicep:2:1 limit more than 50000 resources"},
			mib:      4096,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range test.files {
				files[name] = text
			}
			files["main.bicep"] = test.files["main.bicep"] + proof
			e := runEngine(t, files, "main.bicep")
			for _, want := range test.problems {
				e.expectProblem(t, want)
			}
			for output, reason := range test.reasons {
				e.expectReason(t, output, reason)
			}
			if test.mib == 0 {
				test.mib = 64
			}
			e.within(t, test.mib)
			e.graphJSON(t)
			if !strings.Contains(test.name, "nested") {
				expectProof(t, e)
			}
		})
	}
}

// chain writes n declarations, each made from the one before.
func chain(n int, first string, next func(i int) string) string {
	var b strings.Builder
	b.WriteString(first)
	for i := 1; i <= n; i++ {
		b.WriteString(next(i))
	}
	return b.String()
}

// Declarations that double what they hold reach sizes that no machine has in a
// few dozen lines; whatever is done with them must stay within bounds.
func TestDoubling(t *testing.T) {
	const n = 60
	tests := []struct {
		name, first string
		next        string // with %[1]d for the declaration's number and %[2]d for the one before
		limit       bool   // whether it must end in a limit
	}{
		{"known text", "param p string = 'x'\nvar a0 = 'x'\n", "var a%[1]d = '${a%[2]d}${a%[2]d}'\n", true},
		{"unknown text", "param p string\nvar a0 = 'x${p}'\n", "var a%[1]d = '${a%[2]d}${a%[2]d}'\n", true},
		{"unknown text through concat", "param p string\nvar a0 = 'x${p}'\n", "var a%[1]d = concat(a%[2]d, a%[2]d)\n", true},
		{"lower case text", "param p string\nvar a0 = p\n", "var a%[1]d = toLower('${a%[2]d}-${a%[2]d}')\n", true},
		{"replace", "var a0 = 'x'\n", "var a%[1]d = replace(a%[2]d, 'x', 'xx')\n", true},
		{"join", "var a0 = 'x'\n", "var a%[1]d = join([a%[2]d, a%[2]d], '')\n", true},
		{"array of arrays", "var a0 = ['x']\n", "var a%[1]d = [a%[2]d, a%[2]d]\n", true},
		{"object of objects", "var a0 = { x: 'x' }\n", "var a%[1]d = { a: a%[2]d, b: a%[2]d }\n", true},
		{"object of objects with something unknown", "param p string\nvar a0 = { x: p }\n", "var a%[1]d = { a: a%[2]d, b: a%[2]d }\n", true},
		{"concat of arrays", "var a0 = ['x']\n", "var a%[1]d = concat(a%[2]d, a%[2]d)\n", true},
		{"spread of arrays", "var a0 = ['x']\n", "var a%[1]d = [...a%[2]d, ...a%[2]d]\n", true},
		{"spread of unknown arrays", "param p array\nvar a0 = [...p, 'x']\n", "var a%[1]d = [...a%[2]d, ...a%[2]d]\n", true},
		{"flatten", "var a0 = ['x']\n", "var a%[1]d = flatten([a%[2]d, a%[2]d])\n", true},
		{"map", "var a0 = ['x', 'y']\n", "var a%[1]d = map(a%[2]d, x => a%[2]d)\n", true},
		{"loop", "var a0 = ['x', 'y']\n", "var a%[1]d = [for x in a%[2]d: a%[2]d]\n", true},
		{"spread of objects", "var a0 = { x: 'y' }\n", "var a%[1]d = { ...a%[2]d, k%[1]d: a%[2]d }\n", true},
		{"spread of unknown objects", "param p object\nvar a0 = { ...p, x: 'y' }\n", "var a%[1]d = { ...a%[2]d, k%[1]d: a%[2]d }\n", true},
		{"string of nested", "var a0 = ['x']\n", "var a%[1]d = [string(a%[2]d), string(a%[2]d)]\n", true},
		{"conditional", "param p bool\nparam q bool\nvar a0 = { x: 'y' }\n", "var a%[1]d = p ? { a: a%[2]d } : (q ? a%[2]d : { b: a%[2]d })\n", false},
		{"different conditions", "param p array\nvar a0 = { x: 'y' }\n", "var a%[1]d = contains(p, '%[1]d') ? a%[2]d : (contains(p, 'x%[1]d') ? a%[2]d : { x: a%[2]d })\n", false},
		{"condition", "param p array\nvar a0 = contains(p, 'x')\n", "var a%[1]d = !(!a%[2]d || !(a%[2]d && contains(p, '%[1]d')))\n", false},
		{"connectives", "param p array\nvar a0 = contains(p, 'x')\n", "var a%[1]d = (a%[2]d && contains(p, '%[1]d')) || (a%[2]d && contains(p, 'x%[1]d'))\n", false},
		{"equality", "param p array\nvar a0 = p[0]\n", "var a%[1]d = a%[2]d == 'x%[1]d' ? a%[2]d : (a%[2]d == 'y%[1]d' ? a%[2]d : 'z%[1]d')\n", false},
		{"array of arrays of references", "resource ref 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'ref'\n}\nvar a0 = [ref.id]\n", "var a%[1]d = [a%[2]d, a%[2]d]\n", true},
		{"union with something unknown", "param p object\nvar a0 = union(p, { x: 'y' })\n", "var a%[1]d = union(a%[2]d, { k: a%[2]d })\n", false},
		{"union of unknown objects", "param p object\nvar a0 = union(p, { x: 'y' })\n", "var a%[1]d = union(a%[2]d, { k: a%[2]d, l: a%[2]d })\n", true},
		{"unknown calls", "param p string\nvar a0 = p\n", "var a%[1]d = uniqueString(a%[2]d, a%[2]d)\n", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := chain(n, test.first, func(i int) string { return fmt.Sprintf(test.next, i, i-1) })
			last := fmt.Sprintf("a%d", n)
			text += fmt.Sprintf(`
param again object = { it: %[1]s }
resource r 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'r'
  tags: { it: %[1]s }
  properties: { x: again.it.?x.?y, y: '${string(%[1]s)}' }
}
module m 'm.bicep' = {
  name: 'm'
  params: { given: again }
}
output o object = { it: %[1]s }
output p bool = %[1]s == a%[2]d
output q object = m.outputs.given
`, last, n-1) + proof
			e := runEngine(t, map[string]string{
				"main.bicep": text,
				"m.bicep":    "param given object\noutput given object = union(given, { more: given })\n",
			}, "main.bicep")
			limited := false
			for _, p := range e.Problems {
				limited = limited || p.Kind == "limit"
			}
			if limited != test.limit {
				t.Errorf("limit reached: %v, want %v; problems\n%s", limited, test.limit, strings.Join(problems(e.Report), "\n"))
			}
			e.graphJSON(t)
			e.within(t, 8192)
			expectProof(t, e)
		})
	}
}

// Declarations that lead on to the next, thousands deep and in the wrong
// order, must neither exhaust the stack nor be cut short without a word.
func TestLongChains(t *testing.T) {
	const n = 50_000
	tests := []struct {
		name, last string
		decl       string // with %[1]d for the number and %[2]d for the next
	}{
		{"parameters", "param a%d string = 'x'\n", "param a%[1]d string = a%[2]d\n"},
		{"variables", "var a%d = 'x'\noutput o string = a0\n", "var a%[1]d = a%[2]d\n"},
		{"functions", "func a%d() string => 'x'\noutput o string = a0()\n", "func a%[1]d() string => a%[2]d()\n"},
		{"types", "type a%d = string\nparam p a0\n", "type a%[1]d = a%[2]d\n"},
		{"resources", "resource a%d 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'x' }\n",
			"resource a%[1]d 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: take('%[1]d-${a%[2]d.name}', 12) }\n"},
		{"children", "resource a%d 'Microsoft.A/b@2023-05-01' = { name: 'x' }\n",
			"resource a%[1]d 'Microsoft.A/b/c@2023-05-01' = {\n  parent: a%[2]d\n  name: 'x%[1]d'\n}\n"},
		{"one id", "resource a%d 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'x' }\n",
			"resource a%[1]d 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: a%[2]d.name }\n"},
		{"properties", "resource a%d 'Microsoft.Storage/storageAccounts@2023-05-01' = { name: 'x%[1]d' }\n",
			"resource a%[1]d 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'x%[1]d'\n  properties: a%[2]d.properties\n}\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			n := n
			if strings.HasPrefix(test.decl, "resource") {
				n = 6_000
			}
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, test.decl, i, i+1)
			}
			b.WriteString(strings.ReplaceAll(test.last, "%[1]d", fmt.Sprint(n)))
			text := strings.ReplaceAll(b.String(), "%d", fmt.Sprint(n)) + proof
			e := runEngine(t, map[string]string{"main.bicep": text}, "main.bicep")
			limited := false
			for _, p := range e.Problems {
				limited = limited || p.Kind == "limit"
			}
			if !limited && test.name != "types" {
				t.Errorf("a chain of %d was followed to its end, or cut short in silence", n)
			}
			expectProof(t, e)
		})
	}
}

func TestChainedModules(t *testing.T) {
	const n = 300
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("m%d.bicep", i)] = fmt.Sprintf("param a string\nmodule m 'm%d.bicep' = {\n  name: 'm'\n  params: { a: a }\n}\noutput o string = m.outputs.o\n", i+1)
	}
	files[fmt.Sprintf("m%d.bicep", n)] = "param a string\noutput o string = a\n"
	files["main.bicep"] = "module m 'm0.bicep' = {\n  name: 'm'\n  params: { a: 'x' }\n}\noutput o string = m.outputs.o\n" + proof
	e := runEngine(t, files, "main.bicep")
	limited := false
	for _, p := range e.Problems {
		limited = limited || p.Kind == "limit"
	}
	if !limited {
		t.Errorf("modules %d deep met no limit: %v", n, problems(e.Report))
	}
	expectProof(t, e)
	e.within(t, 64)

	// One after another, each fed by the one declared behind it.
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "module m%d 'm.bicep' = {\n  name: 'm%[1]d'\n  params: { a: m%[2]d.outputs.o }\n}\n", i, i+1)
	}
	fmt.Fprintf(&b, "module m%d 'm.bicep' = {\n  name: 'last'\n  params: { a: 'x' }\n}\noutput o string = m0.outputs.o\n", n)
	e = runEngine(t, map[string]string{
		"main.bicep": b.String() + proof, "m.bicep": "param a string\noutput o string = '${a}.'\n",
	}, "main.bicep")
	if want := "x" + strings.Repeat(".", n+1); value.PlainText(e.output(t, "o"), "?") != want {
		t.Errorf("output o is %s", clip(value.Expr(e.output(t, "o"))))
	}
	expectProof(t, e)
}

func TestCyclicExtends(t *testing.T) {
	files := map[string]string{
		"main.bicep": "param a string\nparam b string\noutput o string = a\n" + proof,
		"main.bicepparam": `using 'main.bicep'
extends 'base.bicepparam'
param a = 'given'
`,
		"base.bicepparam": "using none\nextends 'more.bicepparam'\nparam b = 'base'\n",
		"more.bicepparam": "using none\nextends 'base.bicepparam'\n",
	}
	e := runEngine(t, files, "main.bicepparam")
	found := false
	for _, p := range e.Problems {
		found = found || strings.Contains(p.Message, "extend")
	}
	if !found {
		t.Errorf("nobody says that the files extend each other: %v", problems(e.Report))
	}
	if got := value.PlainText(e.output(t, "o"), "?"); got != "given" {
		t.Errorf("output o is %q", got)
	}
	expectProof(t, e)
}

// Operands of the wrong type have no value; nothing else may suffer.
func TestWrongTypes(t *testing.T) {
	expressions := []string{
		"1 + 'a'", "'a' + 'b'", "true + 1", "-'a'", "!1", "!'true'", "[] - {}", "1 && true", "'a' || false", "null && true",
		"1 < 'a'", "{} < {}", "[] >= 1", "true > false", "1 / 0", "1 % 0", "'a' * 2", "9223372036854775807 + 1", "-9223372036854775807 - 2",
		"1 ? 2 : 3", "'x' ? 2 : 3", "[1].a", "'abc'.length", "(1).x", "true.x", "null.x", "{}.x", "{ a: 1 }.b", "{ a: 1 }['b']",
		"[1][1]", "[1][-1]", "[1]['a']", "{ a: 1 }[0]", "'abc'[0]", "null[0]", "[1][null]", "[1][true]", "{}[{}]", "[][0]", "[1][^0]", "[1][^5]",
		"length(1)", "length(true)", "toLower(1)", "toUpper([])", "substring('abc', 5)", "substring('abc', -1, 1)", "substring('abc', 1, 99)",
		"split(1, ',')", "split('a', 1)", "join('a', ',')", "join([{}], ',')", "concat()", "concat(1, [])", "union([], {})", "union(1, 2)",
		"intersection('a', 'b')", "first(1)", "last({})", "skip({}, 1)", "take('a', 'b')", "min('a')", "max({})", "range('a', 1)", "range(0, -1)",
		"range(0, null)", "range(9223372036854775807, 5)", "flatten([1])", "flatten('a')", "map(1, x => x)", "map([1], 2)", "map([1], (a, b, c) => a)",
		"filter([1], x => 'yes')", "sort([1, 'a', {}], (a, b) => a < b)", "sort([3, 1], (a, b) => 'x')", "reduce([1, 2], 0, (a, b) => a + {})",
		"toObject([1], x => x)", "toObject(1, x => 'a')", "groupBy([1], x => x)", "mapValues([1], x => x)", "items([])", "items('a')", "objectKeys(1)",
		"int('a')", "int({})", "int('99999999999999999999')", "bool('maybe')", "bool({})", "json('{')", "json(1)", "base64(1)", "base64ToString('*')",
		"base64ToJson('AAA')", "dataUriToString('x')", "uri(1, 2)", "uriComponentToString('%zz')", "format(1)", "format('{5}', 1)", "format('{', 1)",
		"format('{0:Q9}', 1)", "guid()", "guid({})", "uniqueString()", "uniqueString([])", "padLeft('a', -1)", "padLeft('a', 999999999)", "padLeft({}, 3)",
		"replace(1, 'a', 'b')", "replace('a', '', 'b')", "indexOf('a', 1)", "contains(1, 2)", "contains('a', {})", "contains([], [])", "startsWith(1, 'a')",
		"empty(1)", "coalesce()", "trim(1)", "dateTimeAdd('x', 'P1D')", "dateTimeAdd('2020-01-01T00:00:00Z', 'x')", "dateTimeToEpoch('x')",
		"dateTimeFromEpoch(9223372036854775807)", "dateTimeFromEpoch('a')", "cidrHost('10.0.0.0/33', 1)", "cidrSubnet('10.0.0.0/8', 4, 0)",
		"cidrSubnet('10.0.0.0/8', 32, 999999999)", "parseCidr('nonsense')", "resourceId()", "resourceId('a')", "resourceId('A.B/c', 'x', 'y')",
		"resourceId(1, 2)", "subscriptionResourceId('A.B/c')", "extensionResourceId('x', 'A.B/c')", "subscription(1)", "resourceGroup({})",
		"reference()", "reference({}, [])", "listKeys()", "listKeys({}, {})", "environment(1)", "pickZones(1, 2, 3)", "loadTextContent(1)",
		"loadTextContent('none.txt')", "loadJsonContent('main.bicep')", "loadJsonContent('main.bicep', 1)", "loadYamlContent('none.yaml')",
		"toLower()", "toLower('a', 'b')", "x => x", "map([1], x => y)", "any()", "nameof(1)", "nameof()", "parameters('x')", "variables('x')",
		"copyIndex()", "string()", "newGuid()", "utcNow(1)", "sys", "az", "az.none", "none", "none.x", "none()", "proof.nothing()", "proof[0]", "proof.x.y[0].z",
		"proof::child", "proof.listKeys().keys[0].value", "[for x in 1: x]", "[for x in 'abc': x]", "[for x in {}: x]", "[for x in none: x]",
		"{ ...1 }", "{ ...'a' }", "{ ...[1] }", "[...1]", "[...'a']", "[...{}]", "{ a: 1, a: 2 }", "{ '${1}': 1, '${null}': 2 }", "'${none}'", "'${x => x}'",
		"'${[]}${{}}${null}${true}${1}'", "null!", "none!", "{}!.x", "null.?x.y.z", "[].?[0]", "1.?x", "((((1))))", "if(true, 1)",
	}
	for _, x := range expressions {
		e := runEngine(t, map[string]string{"main.bicep": "output o object = " + x + "\n" + proof}, "main.bicep")
		expectProof(t, e)
		if t.Failed() {
			t.Fatalf("%s: %v", x, problems(e.Report))
		}
		for _, o := range e.graph().Root.Outputs {
			if v, ok := o.Value.(value.Unknown); ok && v.Why()[0].Reason == value.ReasonTypeError && len(e.Problems) == 0 {
				t.Errorf("%s has no value, and nobody says so", x)
			}
		}
		e.graphJSON(t)
		// The same where the operands come from elsewhere and aren't known.
		e = runEngine(t, map[string]string{
			"main.bicep": "param p object\nmodule m 'm.bicep' = {\n  name: 'm'\n  params: { a: p.x ? " + x + " : null }\n}\noutput o object = m.outputs.o\n" + proof,
			"m.bicep":    "param a object?\noutput o object = { x: a.?b, y: a!.c[0], z: [for q in a: q], t: '${a}' }\n",
		}, "main.bicep", language.Var{Name: "p", Value: "[]"})
		expectProof(t, e)
		e.graphJSON(t)
	}
}

func TestDeepNesting(t *testing.T) {
	for _, c := range []struct{ name, open, mid, shut string }{
		{"parentheses", "(", "1", ")"}, {"arrays", "[", "1", "]"}, {"objects", "{ a: ", "1", "\n}"}, {"not", "!", "true", ""},
		{"calls", "string(", "1", ")"}, {"conditionals", "true ? ", "1", " : 0"}, {"strings", "'${", "1", "}'"},
		{"members", "", "a", ".b"}, {"sums", "1 + ", "1", ""}, {"safe", "", "a", ".?b"}, {"index", "", "a", "[0]"},
	} {
		for _, n := range []int{100, 1000, 50_000} {
			x := strings.Repeat(c.open, n) + c.mid + strings.Repeat(c.shut, n)
			e := runEngine(t, map[string]string{"main.bicep": "param a object\noutput o object = " + x + "\n" + proof}, "main.bicep")
			if n == 50_000 && len(e.Problems) == 0 {
				t.Errorf("%s: nesting %d deep goes without a word", c.name, n)
			}
			e.graphJSON(t)
		}
	}
}
