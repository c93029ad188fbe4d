package azurerm_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform"
	"moat/parsers/terraform/azurerm"
)

var update = flag.Bool("update", false, "rewrite what the fixtures come to")

const fixtures = "../../../testdata/azurerm"

// TestFixtures evaluates each fixture under every major of the provider that
// has its type, and compares the ARM resources with the file beside it. Majors
// under which a resource is the same stand together.
func TestFixtures(t *testing.T) {
	majors := map[string][]int{}
	for _, info := range azurerm.All() {
		name := info.Name
		if info.Data {
			name = "data_" + name
		}
		majors[strings.Replace(name, "azurerm_", "", 1)] = info.Majors
	}
	var files []string
	for _, pattern := range [...]string{"/*/*.tf", "/*/*.txtar"} {
		found, err := filepath.Glob(fixtures + pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no fixtures: %v", err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		in := []int{3, 4, 5}
		if filepath.Base(filepath.Dir(file)) == "types" {
			var ok bool
			if in, ok = majors[name]; !ok {
				t.Errorf("%s is the fixture of no type", file)
				continue
			}
			delete(majors, name)
		}
		t.Run(name, func(t *testing.T) { checkFixture(t, file, in) })
	}
	for name := range majors {
		t.Errorf("no fixture of %s", name)
	}
}

// TestFixturesAreWhole: each attribute of a type stands in its fixture.
func TestFixturesAreWhole(t *testing.T) {
	for _, info := range azurerm.All() {
		if info.Data {
			continue
		}
		text, err := os.ReadFile(filepath.Join(fixtures, "types", strings.TrimPrefix(info.Name, "azurerm_")+".tf"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, s := range info.Settings {
			name := s.Attr[strings.LastIndexByte(s.Attr, '.')+1:]
			if !regexp.MustCompile(`(?m)^\s+` + name + `\s+[={]`).Match(text) {
				t.Errorf("%s.%s stands in no fixture", info.Name, s.Attr)
			}
		}
	}
}

func checkFixture(t *testing.T, file string, majors []int) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]string{"main.tf": string(text)}
	if filepath.Ext(file) == ".txtar" { // several files, such as modules
		sources = map[string]string{}
		for _, f := range txtar.Parse(text).Files {
			sources[f.Name] = string(f.Data)
		}
	}
	var order []string // of resources, by their first line
	texts := map[string][]string{}
	majorsOf := map[string][]string{}
	for _, major := range majors {
		for _, part := range evaluated(t, sources, major) {
			symbol, _, _ := strings.Cut(part, "\n")
			if texts[symbol] == nil {
				order = append(order, symbol)
			}
			if majorsOf[part] == nil {
				texts[symbol] = append(texts[symbol], part)
			}
			majorsOf[part] = append(majorsOf[part], fmt.Sprint(major))
		}
	}
	var out strings.Builder
	for _, symbol := range order {
		for _, part := range texts[symbol] {
			fmt.Fprintf(&out, "# azurerm %s\n%s\n", strings.Join(majorsOf[part], ", "), part)
		}
	}
	golden := strings.TrimSuffix(file, filepath.Ext(file)) + ".golden"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("%s comes to something else; -update rewrites it, read the difference:\n%s", file, firstDifference(out.String(), string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			have := "nothing"
			if i < len(w) {
				have = w[i]
			}
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], have)
		}
	}
	return "it is shorter"
}

// evaluated is what a configuration would deploy with a major of the provider,
// one text for each declaration.
func evaluated(t *testing.T, sources map[string]string, major int) []string {
	t.Helper()
	files := maps.Clone(sources)
	files["versions.tf"] = fmt.Sprintf(`terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> %d.0"
    }
  }
}

provider "azurerm" {
  features {}
  subscription_id = "00000000-0000-0000-0000-000000000001"
}
`, major)
	engine := &analyzer.Engine{Languages: []language.Language{terraform.Language{}}}
	r, err := engine.Analyze(context.Background(), source.Map(files), analyzer.Options{Paths: []string{"."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		t.Errorf("azurerm %d: %q: %s", major, p.At.Text(), p.Message)
	}
	if len(r.Entries) != 1 {
		t.Fatalf("%d entry points", len(r.Entries))
	}
	var out []string
	for _, p := range r.Entries[0].Graph.Parts {
		out = append(out, printed(p))
	}
	return out
}

func printed(p *graph.Part) string {
	out := &strings.Builder{}
	fmt.Fprintf(out, "%s\n  %s %s\n", p.Symbol, p.Type, value.Expr(p.Name))
	for _, line := range []struct {
		name string
		v    value.Value
	}{{"id", p.ID}, {"scope", p.Scope}, {"parent", p.Parent}} {
		if line.v != nil {
			fmt.Fprintf(out, "  %s %s\n", line.name, value.Expr(line.v))
		}
	}
	if p.Existing {
		out.WriteString("  existing\n")
	}
	if !p.Deployed.IsAlways() {
		fmt.Fprintf(out, "  if %s\n", value.Expr(p.Deployed.Value()))
	}
	var body bytes.Buffer
	if err := json.Indent(&body, value.AppendJSON(nil, p.Body, value.JSONOptions{Expressions: true, DropNulls: true}), "", "  "); err != nil {
		fmt.Fprintln(out, err)
	}
	fmt.Fprintf(out, "%s\n", body.String())
	return out.String()
}

// TestPartsMakeOneResource: rules in a resource of their own replace those in
// the account's block, because they are deployed later; a policy more leaves
// the list of a vault's policies open.
func TestPartsMakeOneResource(t *testing.T) {
	text, err := os.ReadFile(fixtures + "/examples/16-rules-inside-and-apart.tf")
	if err != nil {
		t.Fatal(err)
	}
	engine := &analyzer.Engine{Languages: []language.Language{terraform.Language{}}}
	r, err := engine.Analyze(context.Background(), source.Map(map[string]string{"main.tf": string(text)}), analyzer.Options{Paths: []string{"."}})
	if err != nil || len(r.Entries) != 1 {
		t.Fatal(err, len(r.Entries))
	}
	g := r.Entries[0].Graph
	accounts, vaults := g.OfType("Microsoft.Storage/storageAccounts"), g.OfType("Microsoft.KeyVault/vaults")
	if len(accounts) != 1 || len(vaults) != 1 {
		t.Fatalf("%d accounts, %d vaults", len(accounts), len(vaults))
	}
	f := accounts[0].Get("properties.networkAcls.defaultAction")
	if f.Presence != value.Present || value.Expr(f.Value) != "'Deny'" || f.Part.Symbol != "azurerm_storage_account_network_rules.files" {
		t.Errorf("defaultAction is %v of %s", f.Value, f.Part.Symbol)
	}
	if f := accounts[0].Get("properties.minimumTlsVersion"); f.Presence != value.Present {
		t.Error("what the account sets is lost")
	}
	policies, ok := vaults[0].Get("properties.accessPolicies").Value.(value.Array)
	if !ok || !policies.Open() {
		t.Error("a policy apart is taken for the only one")
	}
}
