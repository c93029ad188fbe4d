package bicep_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep"
	"moat/parsers/template"
	"moat/parsers/template/expression"
)

var update = flag.Bool("update", false, "write the golden files anew")

const goldens = "../../testdata/parsers/bicep-lowering"

// TestGolden lowers each sample of the folder and compares the dump with the
// file of the same name and the ending .txt. The samples stand in a workspace
// as infra/<name>.
func TestGolden(t *testing.T) {
	for _, sample := range samples(t) {
		name := filepath.Base(sample)
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(sample)
			if err != nil {
				t.Fatal(err)
			}
			got := dump(parse("infra/"+name, string(text)))
			golden := sample + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := firstDifference(got, string(want)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func samples(tb testing.TB) []string {
	found, err := filepath.Glob(goldens + "/*.bicep*")
	if err != nil {
		tb.Fatal(err)
	}
	found = slices.DeleteFunc(found, func(path string) bool { return strings.HasSuffix(path, ".txt") })
	if len(found) == 0 {
		tb.Fatal("no samples in " + goldens)
	}
	return found
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d:\n got %s\nwant %s", i+1, a, b)
		}
	}
	return ""
}

func parse(path, text string) language.Tree {
	return bicep.Language{}.Parse(source.NewFile(path, []byte(text)))
}

func parseTemplate(text string) *template.Template {
	return parse("infra/main.bicep", text).(template.Source).Template()
}

const declarations = `
param p object
param s string
param n int
param b bool
param c bool
var v = [1]
resource r 'Microsoft.A/b@2024-01-01' = {
  name: 'r'
  resource k 'c' = {
    name: 'k'
    resource g 'd' = { name: 'g' }
  }
}
resource rs 'Microsoft.A/b@2024-01-01' = [for i in range(0, 2): {
  name: 'r${i}'
}]
module m 'm.bicep' = { name: 'm' }
import * as ns from 'ns.bicep'
import { imported } from 'ns.bicep'
func f(x string) string => x
type T = string
`

// TestExpressions lowers one expression a row, beside the declarations above.
func TestExpressions(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		// Literals.
		{`1`, `1`},
		{`-1`, `-1`},
		{`-9223372036854775808`, `json('-9223372036854775808')`},
		{`9223372036854775807`, `json('9223372036854775807')`},
		{`null`, `null()`},
		{`'a'`, `'a'`},
		{`'a${s}b'`, "`a${param:s}b`"},
		{`'${s}'`, "`${param:s}`"},
		{`'{a}${'x${n}'}{'`, "`{a}${`x${param:n}`}{`"},
		{"$'''a${s}'''", "`a${param:s}`"},
		{`[1, ...v]`, `[1, ...var:v]`},
		{`{ a: 1, 'b': 2, '${s}': 3, ...p }`, "{a: 1, b: 2, `${param:s}`: 3, ...param:p}"},
		{`{ if: 1, resource: 2 }`, `{if: 1, resource: 2}`},

		// Operators.
		{`b && c`, `and(param:b, param:c)`},
		{`b && c && b`, `and(param:b, param:c, param:b)`},
		{`b && (c && b)`, `and(param:b, (and(param:c, param:b)))`},
		{`b && c || b || c && b`, `or(and(param:b, param:c), param:b, and(param:c, param:b))`},
		{`(b || c) && b`, `and((or(param:b, param:c)), param:b)`},
		{`s ?? s ?? 'x'`, `coalesce(param:s, param:s, 'x')`},
		{`!b`, `not(param:b)`},
		{`!(b)`, `not((param:b))`},
		{`-n`, `sub(0, param:n)`},
		{`-(1)`, `sub(0, (1))`},
		{`s == 'x'`, `equals(param:s, 'x')`},
		{`s != 'x'`, `not(equals(param:s, 'x'))`},
		{`s =~ 'x'`, `equals(toLower(param:s), toLower('x'))`},
		{`s !~ 'x'`, `not(equals(toLower(param:s), toLower('x')))`},
		{`n < 1`, `less(param:n, 1)`},
		{`n <= 1`, `lessOrEquals(param:n, 1)`},
		{`n > 1`, `greater(param:n, 1)`},
		{`n >= 1`, `greaterOrEquals(param:n, 1)`},
		{`n + 1 - 2 + 3`, `add(sub(add(param:n, 1), 2), 3)`},
		{`n + 2 * 3 / 4 % 5`, `add(param:n, mod(div(mul(2, 3), 4), 5))`},
		{`n - 1 == 2 && b`, `and(equals(sub(param:n, 1), 2), param:b)`},
		{`b ? 1 : c ? 2 : 3`, `if(param:b, 1, if(param:c, 2, 3))`},

		// Access.
		{`p.a.b`, `param:p.a.b`},
		{`p.?a.b[0].c`, `param:p.?a.b[0].c`},
		{`(p.?a).b`, `(param:p.?a).b`},
		{`p.?a!.b`, `param:p.?a.b`},
		{`p!.a`, `param:p.a`},
		{`v[?0]`, `var:v[?0]`},
		{`v[^1]`, `var:v[^1]`},
		{`v[?^1]`, `var:v[?^1]`},
		{`p['a']`, `param:p['a']`},
		{`r.properties.x`, `res:r.properties.x`},
		{`r::k.id`, `res:r::k.id`},
		{`r::k::g.id`, `res:r::k::g.id`},
		{`(r)::k`, `res:r::k`},
		{`rs[0].id`, `res:rs[0].id`},
		{`m.outputs.x`, `res:m.outputs.x`},
		{`m!.outputs.y`, `res:m.outputs.y`},
		{`m.?outputs.x ?? ''`, `coalesce(res:m.?outputs.x, '')`},

		// Calls.
		{`f('a')`, `f('a')`},
		{`imported`, `var:imported`},
		{`imported('x')`, `imported('x')`},
		{`ns.x`, `ns:ns.x`},
		{`ns['x']`, `ns:ns.x`},
		{`ns.g('x')`, `ns.g('x')`},
		{`sys.concat('a', s)`, `sys.concat('a', param:s)`},
		{`az.resourceGroup().location`, `az.resourceGroup().location`},
		{`r.listKeys().keys[0]`, `res:r->listKeys().keys[0]`},
		{`r::k.getSecret('x')`, `res:r::k->getSecret('x')`},
		{`rs[0].listKeys('2024-01-01')`, `res:rs[0]->listKeys('2024-01-01')`},
		{`listSecrets(r.id, '2024-01-01')`, `listSecrets(res:r.id, '2024-01-01')`},
		{`any({ a: 1 }).a`, `any({a: 1}).a`},
		{`nameof(p)`, `'p'`},
		{`nameof(r.properties.x)`, `'x'`},
		{`nameof(r::k)`, `'k'`},
		{`nameof(p!.a)`, `'a'`},
		{`sys.nameof(p['a'])`, `'a'`},

		// Locals, and what they hide.
		{`map(v, x => x + n)`, `map(var:v, (x) => add(local:x, param:n))`},
		{`map(v, p => p)`, `map(var:v, (p) => local:p)`},
		{`map(v, (x, i) => map(v, x => x + i))`, `map(var:v, (x, i) => map(var:v, (x) => add(local:x, local:i)))`},
		{`map(map(v, x => x), x => x)`, `map(map(var:v, (x) => local:x), (x) => local:x)`},
		{`reduce(v, 0, (a, x) => a + x)`, `reduce(var:v, 0, (a, x) => add(local:a, local:x))`},
		{`map(v, () => n)`, `map(var:v, () => param:n)`},
		{`[for x in v: x]`, `[for (x, ) in var:v: local:x]`},
		{`[for (v, i) in v: [for v in v: i]]`, `[for (v, i) in var:v: [for (v, ) in local:v: local:i]]`},
		{`map(v, r => r.id)`, `map(var:v, (r) => local:r.id)`},
		{`map(rs, x => x.id)`, `map(res:rs, (x) => local:x.id)`},
		{`map(v, concat => concat(['a'], [concat]))`, `map(var:v, (concat) => concat(['a'], [local:concat]))`},
	} {
		got := parseTemplate(declarations + "var it = " + tt.in)
		last := got.Variables[len(got.Variables)-1]
		if s := expr(last.Value); s != tt.want || len(got.Problems) > 0 {
			t.Errorf("%s\n got %s\nwant %s\n%v", tt.in, s, tt.want, got.Problems)
		}
	}
}

// TestBindingProblems: one problem a row, at the text between the marks.
func TestBindingProblems(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`var it = «sz»`, `"sz" isn't declared; did you mean "s"?`},
		{`var it = «zzzzzzzz»`, `"zzzzzzzz" isn't declared`},
		{`param location string
var it = «lcation»`, `"lcation" isn't declared; did you mean "location"?`},
		{`var it = map(v, item => «itm»)`, `"itm" isn't declared; did you mean "item"?`},
		{`var it = '${«q»}-${«q»}'`, `"q" isn't declared; did you mean "p"?`},
		{`var it = «S»`, `"S" isn't declared; did you mean "s"?`},
		{`var it = [for x in «x»: 1]`, `"x" isn't declared; did you mean "p"?`},
		{`var it = «concatt»('a')`, `there is no function "concatt"; did you mean "concat"?`},
		{`var it = «Concat»('a')`, `there is no function "Concat"; did you mean "concat"?`},
		{`var it = «equals»(1, 1)`, `the function "equals" can't be called in this kind of file`},
		{`var it = sys.«f»('a')`, `there is no function "f"`},
		{`var it = sys.«x»`, `the namespace "sys" has only functions; there is no "x" to read`},
		{`var it = «az»`, `"az" is a namespace, not a value; call its functions as az.name(…)`},
		{`var it = «this».x()`, `"this" isn't declared`},
		{`var it = «T»`, `"T" is a type, not a value`},
		{`var it = «f»`, `"f" is a function, not a value`},
		{`var it = r::«kk»`, `no resource "kk" is nested in "r"; did you mean "k"?`},
		{`var it = r::k::«h»`, `no resource "h" is nested in "r::k"; did you mean "g"?`},
		{`var it = «p»::k`, `:: leads from a resource to those nested in it; this is no resource`},
		{`var it = «k»`, `"k" isn't declared; did you mean "p"?`},
		{`var it = «nameof('x')»`, `nameof takes one name, such as nameof(storage) or nameof(storage.sku)`},
		{`var it = «9223372036854775808»`, `9223372036854775808 lies outside the range of integers, which have 64 bits`},
		{`var it = «-9223372036854775809»`, `-9223372036854775809 lies outside the range of integers, which have 64 bits`},
		{`var it = map(v, (x, «x») => x)`, `"x" is already declared here`},
		{`var «p» = 1`, `"p" is already declared in line 2`},
		{`output o string = s
output «o» string = s`, `the output "o" is declared twice`},
		{`param x «strin»`, `there is no type "strin"; did you mean "string"?`},
		{`param x «p»`, `"p" is a parameter, not a type`},
		{`param x sys.«T»`, `the namespace "sys" has no type "T"`},
		{`type U = { a: «V»[] }`, `there is no type "V"; did you mean "T"?`},
		{`@«secur»()
param x string`, `there is no decorator "secur"; did you mean "secure"?`},
		{`«@allowed(v)»
param x string`, `@allowed takes a list of constants`},
		{`«@minLength(n)»
param x string`, `this decorator takes a whole number, written out`},
		{`targetScope = «'here'»`, `'here' is no scope; there are resourceGroup, subscription, managementGroup, tenant, local`},
		{`resource x 'Microsoft.A/b@2024-01-01' = { name: 'a', «name»: 'b' }`, `the property "name" stands here twice`},
		{`resource x «'Microsoft.A/${s}@2024-01-01'» = { name: 'a' }`, "a resource type is a plain string, without ${…}"},
		{`resource x 'Microsoft.A/b@2024-01-01' = {
  name: 'x'
  resource y 'c' = { name: 'y' }
  resource «y» 'd' = { name: 'y' }
}`, `"y" is already declared in line 25`},
	} {
		text, marked := unmark(tt.in)
		got := parseTemplate(declarations + text)
		if len(got.Problems) != len(marked) {
			t.Errorf("%s\n got %v\nwant %d problems", text, got.Problems, len(marked))
			continue
		}
		for i, p := range got.Problems {
			if p.Message != tt.want || p.At.Start-len(declarations) != marked[i][0] || p.At.End-len(declarations) != marked[i][1] {
				t.Errorf("%s\n got %q at %q\nwant %q at %q", text, p.Message, p.At.Text(), tt.want, text[marked[i][0]:marked[i][1]])
			}
		}
	}
}

// unmark takes the marks « » out of a text and gives the places between them.
func unmark(s string) (string, [][2]int) {
	var b strings.Builder
	var places [][2]int
	for _, r := range s {
		switch r {
		case '«':
			places = append(places, [2]int{b.Len(), 0})
		case '»':
			places[len(places)-1][1] = b.Len()
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), places
}

// TestPaths: how the paths of modules resolve, from infra/main.bicep.
func TestPaths(t *testing.T) {
	for _, tt := range []struct{ path, ref, problem string }{
		{"m.bicep", "infra/m.bicep", ""},
		{"./m.bicep", "infra/m.bicep", ""},
		{"sub folder/m.json", "infra/sub folder/m.json", ""},
		{"../m.bicep", "m.bicep", ""},
		{"../../m.bicep", "", `"../../m.bicep" lies outside the workspace, which Moat doesn't read; widen it with --root`},
		{"/m.bicep", "", `"/m.bicep" begins with a slash; a path is relative to this file`},
		{`a\\m.bicep`, "", `"a\\m.bicep" contains a backslash; folders are separated by /`},
		{"", "", "the path is empty"},
		{"https://example.org/m.bicep", "", `"https://example.org/m.bicep" is no path: it is relative to this file, or begins with br: or ts:`},
		{"br:example.azurecr.io/m:v1", "", ""},
		{"br/public:avm/res/storage/storage-account:0.9.0", "", ""},
		{"ts:00000000-0000-0000-0000-000000000000/rg/spec:v1", "", ""},
		{"ts/alias:spec:v1", "", ""},
		{"${n}.bicep", "", "a path is a plain string, without ${…}"},
	} {
		m := parseTemplate("param n string\nmodule m '" + tt.path + "' = {}").Modules[0]
		if m.Ref != tt.ref || strings.ReplaceAll(m.Problem, `\\`, `\`) != strings.ReplaceAll(tt.problem, `\\`, `\`) {
			t.Errorf("%s: %q, %q; want %q, %q", tt.path, m.Ref, m.Problem, tt.ref, tt.problem)
		}
	}
}

// TestRanges: what each expression of a value covers, outer ones first.
func TestRanges(t *testing.T) {
	const in = "(p.?a!.b[0] ?? -n) == 'x${s}' ? f( s ) : r::k.listKeys().x"
	want := []string{
		"Call:" + in,
		"Call:(p.?a!.b[0] ?? -n) == 'x${s}'",
		"Paren:(p.?a!.b[0] ?? -n)",
		"Call:p.?a!.b[0] ?? -n",
		"Index:p.?a!.b[0]",
		"Prop:p.?a!.b",
		"Prop:p.?a",
		"Name:p",
		"Literal:0",
		"Call:-n",
		"Literal:-",
		"Name:n",
		"Text:'x${s}'",
		"Name:s",
		"Call:f( s )",
		"Name:s",
		"Prop:r::k.listKeys().x",
		"Call:r::k.listKeys()",
		"Name:r::k",
	}
	tmpl := parseTemplate(declarations + "var it = " + in)
	var got []string
	expression.Walk(tmpl.Variables[len(tmpl.Variables)-1].Value, func(x expression.Expr) bool {
		got = append(got, strings.TrimPrefix(fmt.Sprintf("%T", x), "*expression.")+":"+x.Range().Text())
		return true
	})
	if diff := firstDifference(strings.Join(got, "\n"), strings.Join(want, "\n")); diff != "" {
		t.Error(diff)
	}
}

// TestDeclarationRanges: the places of a looped resource with decorators.
func TestDeclarationRanges(t *testing.T) {
	const head = "resource  r 'Microsoft.A/b@2024-01-01'"
	const whole = "@batchSize(1)\n" + head + " existing = [for (x, i) in [1] : if (i > 0) {\n  name: 'r'\n}]"
	r := parseTemplate("var a = 1\n" + whole + "\n").Resources[0]
	for _, tt := range []struct{ what, got, want string }{
		{"head", r.At.Text(), head},
		{"whole", r.Whole.Text(), whole},
		{"symbol", r.SymbolAt.Text(), "r"},
		{"type", r.TypeAt.Text(), "'Microsoft.A/b@2024-01-01'"},
		{"loop", r.Loop.At.Text(), "for (x, i) in [1]"},
		{"condition", r.Condition.Range().Text(), "i > 0"},
		{"body", r.Body.At.Text(), "{\n  name: 'r'\n}"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.what, tt.got, tt.want)
		}
	}
}

// TestLongChains: operators in a row, however many, end in a value or in a
// limit diagnostic of syntax.
func TestLongChains(t *testing.T) {
	for _, op := range []string{"&&", "||", "??", "+", "=="} {
		for _, n := range []int{1000, 100_000} {
			tree := parse("a.bicep", "param b bool\nvar it = b"+strings.Repeat(" "+op+" b", n))
			tmpl := tree.(template.Source).Template()
			if n == 1000 {
				call, ok := tmpl.Variables[0].Value.(*expression.Call)
				if flat := op == "&&" || op == "||" || op == "??"; !ok || flat && len(call.Args) != n+1 || len(tree.Problems()) > 0 {
					t.Errorf("%d times %s: %T, %v", n, op, tmpl.Variables[0].Value, tree.Problems())
				}
			} else if p := tree.Problems(); len(p) != 1 || p[0].Kind != diag.Limit {
				t.Errorf("%d times %s: %v", n, op, p)
			}
		}
	}
}

// TestManyProblems: a hostile file costs neither many diagnostics nor much
// time for their suggestions.
func TestManyProblems(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "var name%d = nane%d\n", i, i)
	}
	got := parseTemplate(b.String()).Problems
	if last := got[len(got)-1]; len(got) != 1001 || last.Kind != diag.Limit {
		t.Errorf("%d problems, the last %v", len(got), last)
	}
}

// TestDeepNesting: resources nested beyond reason are left out and noted.
func TestDeepNesting(t *testing.T) {
	const n = 100
	text := strings.Repeat("resource r 'a' = {\nname: 'r'\n", n) + strings.Repeat("}\n", n)
	got := parseTemplate(text)
	if len(got.Resources) != 32 || len(got.Gaps) != 1 || len(got.Problems) != 1 || got.Problems[0].Kind != diag.Limit {
		t.Errorf("%d resources, %d gaps, %d problems", len(got.Resources), len(got.Gaps), len(got.Problems))
	}
}

func TestComments(t *testing.T) {
	tree := parse("main.bicep", "// one\nparam a string /* two\n2 */ //\n#disable-next-line x\n")
	var got []string
	for _, c := range tree.Comments() {
		got = append(got, c.Text)
	}
	if fmt.Sprintf("%q", got) != `[" one" " two\n2 " ""]` {
		t.Errorf("%q", got)
	}
}
