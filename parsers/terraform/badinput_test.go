package terraform_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
)

// account is a resource that has to survive whatever is wrong beside it.
const account = `
resource "azapi_resource" "kept" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "kept"
  parent_id = "/subscriptions/s/resourceGroups/rg"
  body      = { properties = { disableLocalAuth = true } }
}
`

// What is wrong gets a problem with its place that says what to do, and what
// stands beside it is evaluated.
func TestBadInput(t *testing.T) {
	for _, test := range []struct {
		name string
		text string
		want []string // parts of the problems, in order; each begins with line:column
	}{
		{"missing value", "locals {\n  a =\n}\n", []string{"2:6: syntax: "}},
		{"unclosed call", "resource \"azapi_resource\" \"x\" {\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = lower(\n}\n", []string{"syntax: "}},
		{"unclosed block", "resource \"azapi_resource\" \"x\" {\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n", []string{"syntax: "}},
		{"unclosed string", "locals {\n  a = \"x\n}\n", []string{"2:9: syntax: "}},
		{"half a block head", "resource \"azapi_resource\" \n", []string{"syntax: "}},
		{"stray text", "what is this\n", []string{"1:"}},
		{"unknown block", "blok \"x\" {}\n", []string{`1:1: syntax: there is no block type "blok"`}},
		{"argument at the top", "a = 1\n", []string{"1:1: syntax: an argument can't stand outside a block"}},
		{"labels", "resource \"azapi_resource\" {\n}\n", []string{"1:1: syntax: a resource block takes two labels"}},
		{"undeclared variable", "variable \"name\" {}\nlocals { a = var.nam }\n", []string{`2:18: binding: there is no variable "nam" in this module; did you mean "name"?`}},
		{"undeclared local", "locals { a = local.b }\n", []string{`1:20: binding: there is no local "b"`}},
		{"undeclared resource", "locals { a = azapi_resource.x.id }\n", []string{"1:29: binding: there is no azapi_resource.x in this module"}},
		{"undeclared data", "locals { a = data.azapi_resource.x.id }\n", []string{"binding: there is no data.azapi_resource.x"}},
		{"undeclared module", "locals { a = module.x.id }\n", []string{`binding: there is no module "x" here`}},
		{"bare word", "locals { a = yes }\n", []string{`1:14: binding: "yes" isn't declared here`}},
		{"unknown function", "locals { a = lowr(\"A\") }\n", []string{`1:14: unsupported: Moat knows no function "lowr"; did you mean "lower"?`}},
		{"wrong number of arguments", "locals { a = lower(\"A\", 1) }\n", []string{"1:14: evaluation: lower takes 1 argument, but is given 2"}},
		{"wrong type", "locals { a = 1 + [2] }\n", []string{"1:18: evaluation: this must be a number"}},
		{"no such attribute", "locals { a = { x = 1 }.y }\n", []string{`evaluation: there is no attribute "y" here; there are x`}},
		{"index outside", "locals { a = [1][3] }\n", []string{"evaluation: index 3 lies outside the list, which has 1 element"}},
		{"condition", "locals { a = [] ? 1 : 2 }\n", []string{"1:14: evaluation: a condition must be true or false"}},
		{"locals in a circle", "locals {\n  a = local.b\n  b = local.a\n}\n", []string{`2:3: evaluation: local "a" depends on itself`}},
		{"resources in a circle", `
resource "azapi_resource" "a" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = azapi_resource.b.name
  parent_id = "/subscriptions/s/resourceGroups/rg"
}
resource "azapi_resource" "b" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = azapi_resource.a.name
  parent_id = "/subscriptions/s/resourceGroups/rg"
}
`, []string{"9:15: evaluation: azapi_resource.a depends on itself"}},
		{"count in a circle", "resource \"azapi_resource\" \"a\" {\n  count = length(azapi_resource.a)\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = \"a\"\n  parent_id = \"/\"\n}\n",
			[]string{"2:11: evaluation: the number of instances of azapi_resource.a depends on itself"}},
		{"for_each over a list", "resource \"azapi_resource\" \"a\" {\n  for_each = [\"x\"]\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = each.key\n  parent_id = \"/\"\n}\n",
			[]string{"2:14: evaluation: for_each takes a map or a set of strings, not a list; make a set of it with toset()"}},
		{"count too large", "resource \"azapi_resource\" \"a\" {\n  count = 100000\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = \"a\"\n  parent_id = \"/\"\n}\n",
			[]string{"2:11: limit: azapi_resource.a has 100000 instances, more than Moat follows; one stands for all"}},
		{"count negative", "resource \"azapi_resource\" \"a\" {\n  count = -1\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = \"a\"\n  parent_id = \"/\"\n}\n",
			[]string{"2:11: evaluation: count must be a whole number from 0"}},
		{"each without for_each", "locals { a = each.key }\n", []string{"1:14: binding: each has a value only in a block with for_each"}},
		{"no type", "resource \"azapi_resource\" \"a\" {\n  name = \"a\"\n}\n", []string{"1:1: evaluation: azapi_resource.a has no type"}},
		{"not a type", "resource \"azapi_resource\" \"a\" {\n  type = \"storage\"\n  name = \"a\"\n}\n", []string{`2:10: evaluation: "storage" isn't a resource type`}},
		{"no parent", "resource \"azapi_resource\" \"a\" {\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = \"a\"\n}\n", []string{"1:1: evaluation: azapi_resource.a has no parent_id"}},
		{"body", "resource \"azapi_resource\" \"a\" {\n  type = \"Microsoft.Search/searchServices@2025-05-01\"\n  name = \"a\"\n  parent_id = \"/\"\n  body = \"not json\"\n}\n",
			[]string{"5:10: evaluation: a body must be an object, or the text of one in JSON"}},
		{"bad type constraint", "variable \"a\" { type = strin }\n", []string{"1:23: evaluation: this isn't a type that a variable can have"}},
		{"default of another type", "variable \"a\" {\n  type    = number\n  default = \"x\"\n}\n", []string{`3:13: evaluation: variable "a" takes another type`}},
		{"twice", "variable \"a\" {}\nvariable \"a\" {}\n", []string{`2:10: binding: variable "a" is declared twice in this module; the first is in main.tf, line 1`}},
		{"file outside", "locals { a = file(\"../../x\") }\n", []string{"1:14: evaluation: "}},
		{"missing module", "module \"m\" {\n  source = \"./gone\"\n}\n", []string{`2:12: binding: the folder of module "m" can't be read: "./gone" doesn't exist`}},
		{"module outside", "module \"m\" {\n  source = \"../../gone\"\n}\n", []string{`2:12: binding: "../../gone" lies outside the workspace`}},
		{"module without source", "module \"m\" {\n}\n", []string{`1:1: binding: module "m" has no source`}},
		{"module that calls itself", "module \"m\" {\n  source = \"./.\"\n}\n", []string{`2:12: evaluation: module "./." calls itself`}},
		{"invalid UTF-8", "locals { a = \"\xff\xfe\" }\n", []string{"1:15: syntax: "}},
		{"NUL", "locals { a = \x00 }\n", []string{"1:14: syntax: "}},
		{"template directive", "locals { a = \"%{if true}x\" }\n", []string{"syntax: "}},
		{"empty override", "override \"x\" {}\n", []string{`there is no block type "override"`}},
		{"unknown provider function", "locals { a = provider::nobody::f(1) }\n", []string{`binding: the provider of this function, "nobody", doesn't stand in required_providers`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, text := range []string{test.text + account, account + test.text} {
				r := analyze(t, map[string]string{"main.tf": text}, analyzer.Options{})
				if len(r.Entries) != 1 {
					t.Fatalf("%d entry points", len(r.Entries))
				}
				if got := jsonText(resource(t, r.Entries[0].Graph, "azapi_resource.kept").Body); !strings.Contains(got, `"disableLocalAuth":true`) {
					t.Errorf("the neighbour lost its body: %s", got)
				}
				if len(r.Problems) == 0 {
					t.Error("no problem is reported")
				}
			}
			r := analyze(t, map[string]string{"main.tf": test.text + account}, analyzer.Options{})
			var got []string
			for _, p := range r.Problems {
				pos := p.At.StartPosition()
				got = append(got, fmt.Sprintf("%d:%d: %s: %s", pos.Line, pos.Column, p.Kind, p.Message))
			}
			for _, want := range test.want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, want) }) {
					t.Errorf("got\n%s\nwant %s", strings.Join(got, "\n"), want)
				}
			}
		})
	}
}

// What isn't written is missing once: no further message says that it is no type.
func TestMissingExpressionIsOneProblem(t *testing.T) {
	for _, text := range []string{"variable \"a\" {\n  type =\n}\n", "variable \"a\" {\n  type = \n  default = 1\n}\n"} {
		r := analyze(t, map[string]string{"main.tf": text}, analyzer.Options{})
		if len(r.Problems) != 1 || r.Problems[0].Kind != diag.Syntax {
			t.Errorf("%q gives %v", text, r.Problems)
		}
	}
}

// A damaged declaration keeps its type and name, is marked, and is a gap.
func TestDamagedDeclaration(t *testing.T) {
	r := analyze(t, map[string]string{"main.tf": `
resource "azapi_resource" "broken" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "broken"
  parent_id = "/subscriptions/s/resourceGroups/rg"
  body      = { properties = { publicNetworkAccess = lower("Disabled" } }
}
` + account}, analyzer.Options{})
	g := r.Entries[0].Graph
	if p := resource(t, g, "azapi_resource.broken"); !p.Damaged || jsonText(p.Name) != `"broken"` {
		t.Errorf("damaged: %t, name: %s", p.Damaged, jsonText(p.Name))
	}
	if resource(t, g, "azapi_resource.kept").Damaged {
		t.Error("the neighbour is taken to be damaged")
	}
	if !slices.ContainsFunc(g.Gaps, func(gap graph.FramedGap) bool {
		return gap.Kind == graph.GapDeclaration && gap.Type == "Microsoft.CognitiveServices/accounts" && gap.Name == "azapi_resource.broken"
	}) {
		t.Errorf("gaps: %v", g.Gaps)
	}
}

// Values of variables that can't be used are reported where they are given.
func TestBadValues(t *testing.T) {
	main := "variable \"n\" { type = number }\noutput \"n\" { value = var.n }\n"
	r := analyze(t, map[string]string{"main.tf": main, "terraform.tfvars": "n = \"many\"\nother = 1\n"}, analyzer.Options{})
	if got := problems(r); got != "terraform.tfvars:1:5: evaluation: variable \"n\" takes another type: it is the string \"many\", where a number is needed\n" {
		t.Errorf("got %s", got)
	}
	if notes := r.Entries[0].Notes; len(notes) != 1 || !strings.Contains(notes[0], `terraform.tfvars gives a value to "other"`) {
		t.Errorf("notes: %q", notes)
	}
	r = analyze(t, map[string]string{"main.tf": main, "terraform.tfvars": "n = \nblock {}\n"}, analyzer.Options{})
	if !strings.Contains(problems(r), "terraform.tfvars:1:5: syntax: ") {
		t.Errorf("got %s", problems(r))
	}
}

// hostile are inputs that could take for ever, fill the memory or overflow the
// stack.
func hostile() map[string]map[string]string {
	doubling := "locals {\n  l0 = [\"x\", \"y\"]\n"
	texts := "locals {\n  t0 = \"xxxxxxxxxxxxxxxx\"\n"
	unknown := "variable \"v\" {}\nlocals {\n  u0 = var.v\n"
	conditions := "variable \"v\" {}\nlocals {\n  c0 = 1\n"
	for i := 1; i < 64; i++ {
		doubling += fmt.Sprintf("  l%d = [local.l%d, local.l%d]\n", i, i-1, i-1)
		texts += fmt.Sprintf("  t%d = \"${local.t%d}${local.t%d}\"\n", i, i-1, i-1)
		unknown += fmt.Sprintf("  u%d = \"${local.u%d}-${local.u%d}\"\n", i, i-1, i-1)
		conditions += fmt.Sprintf("  c%d = var.v == %d ? local.c%d : local.c%d\n", i, i, i-1, i-1)
	}
	chain := "locals {\n  c0 = 1\n"
	for i := 1; i < 10_000; i++ {
		chain += fmt.Sprintf("  c%d = local.c%d + 1\n", i, i-1)
	}
	circle := "locals {\n"
	for i := range 2_000 {
		circle += fmt.Sprintf("  r%d = local.r%d\n", i, (i+1)%2_000)
	}
	modules := map[string]string{}
	for i := range 40 {
		modules[fmt.Sprintf("m%d/main.tf", i)] = fmt.Sprintf("variable \"x\" { default = 0 }\nmodule \"a\" {\n  source = \"../m%d\"\n  x = var.x + 1\n}\nmodule \"b\" {\n  source = \"../m%d\"\n  x = var.x + 2\n}\n", i+1, i+1)
	}
	modules["m40/main.tf"] = "output \"x\" { value = 1 }\n"
	return map[string]map[string]string{
		"doubling lists":      {"main.tf": doubling + "}\noutput \"o\" { value = local.l63 }\n"},
		"doubling texts":      {"main.tf": texts + "}\noutput \"o\" { value = local.t63 }\n"},
		"doubling unknowns":   {"main.tf": unknown + "}\noutput \"o\" { value = local.u63 }\n"},
		"doubling conditions": {"main.tf": conditions + "}\noutput \"o\" { value = local.c63 }\n"},
		"long chain":          {"main.tf": chain + "}\noutput \"o\" { value = local.c9999 }\n"},
		"long circle":         {"main.tf": circle + "}\n"},
		"brackets":            {"main.tf": "locals { a = " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + " }\n" + account},
		"open brackets":       {"main.tf": account + "locals { a = " + strings.Repeat("(", 100_000)},
		"negations":           {"main.tf": "locals { a = " + strings.Repeat("!", 100_000) + "true }\n"},
		"questions":           {"main.tf": "locals { a = " + strings.Repeat("true ? 1 : ", 50_000) + "1 }\n"},
		"additions":           {"main.tf": "locals { a = 1" + strings.Repeat(" + 1", 50_000) + " }\n"},
		"attributes":          {"main.tf": "variable \"v\" {}\nlocals { a = var.v" + strings.Repeat(".a", 50_000) + " }\n"},
		"templates":           {"main.tf": "locals { a = " + strings.Repeat("\"${", 5_000) + "1" + strings.Repeat("}\"", 5_000) + " }\n"},
		"huge count":          {"main.tf": "resource \"azapi_resource\" \"a\" {\n  count = 1000000000\n  type = \"Microsoft.X/y@1\"\n  name = \"a\"\n  parent_id = \"/\"\n}\nlocals { n = azapi_resource.a[*].id }\n"},
		"huge range":          {"main.tf": "locals { a = [for i in range(1000000000) : i] }\n"},
		"nested loops":        {"main.tf": "locals { a = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]] }\n"},
		"many resources":      {"main.tf": manyResources()},
		"module tree":         modules,
		"module circle":       {"a/main.tf": "module \"b\" { source = \"../b\" }\n", "b/main.tf": "module \"a\" { source = \"../a\" }\n"},
		"large number":        {"main.tf": "locals { a = 91e9999999 }\noutput \"o\" { value = \"${local.a}\" }\n"},
		"huge number":         {"main.tf": "locals { a = 1e999999999 }\noutput \"o\" { value = \"${local.a}\" }\n"},
		"json brackets":       {"main.tf.json": `{"locals": {"a": ` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}}`},
		"json templates":      {"main.tf.json": `{"locals": {"a": "${` + strings.Repeat("(", 10_000) + `}"}}`},
		"order mark and CRLF": {"main.tf": "\uFEFF" + strings.ReplaceAll(account, "\n", "\r\n")},
		"half typed":          {"main.tf": account + "resource \"azapi_resource\" \"x\" {\n  type = \"Micro"},
		"template that reads itself": {
			"main.tf": "locals { a = templatefile(\"t.tpl\", {}) }\n", "t.tpl": "${templatefile(\"t.tpl\", {})}",
		},
	}
}

func manyResources() string {
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, "resource \"azapi_resource\" \"r%d\" {\n  count = 1900\n  type = \"Microsoft.X/y@1\"\n  name = \"r%d-${count.index}\"\n  parent_id = \"/\"\n}\n", i, i)
	}
	return b.String()
}

// No hostile input takes long or leads to a failure; what holds a sound block
// still shows it.
func TestHostileInput(t *testing.T) {
	for name, files := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			r := analyze(t, files, analyzer.Options{})
			t.Logf("%s: %d problems, %s", name, len(r.Problems), time.Since(start).Round(time.Millisecond))
			for p, text := range files {
				if isConfig(p) && strings.Contains(text, `"kept"`) {
					resource(t, r.Entries[0].Graph, "azapi_resource.kept")
				}
			}
		})
	}
}
