package terraform_test

import (
	"context"
	"fmt"
	"path"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/report"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform"
)

// analyze evaluates the modules in files, the way a scan of the workspace does.
func analyze(t testing.TB, files map[string]string, options analyzer.Options) *analyzer.Report {
	t.Helper()
	if options.Paths == nil {
		options.Paths = []string{"."}
	}
	engine := analyzer.Engine{Languages: []language.Language{terraform.Language{}}}
	r, err := engine.Analyze(context.Background(), source.Map(files), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Problems {
		if p.Kind == diag.Internal {
			t.Fatalf("%s: %s", place(p.At), p.Message)
		}
	}
	return r
}

// one evaluates a single file without problems.
func one(t testing.TB, text string) *graph.Graph {
	t.Helper()
	return only(t, map[string]string{"main.tf": text}, analyzer.Options{})
}

// only evaluates files that have one entry point and no problems.
func only(t testing.TB, files map[string]string, options analyzer.Options) *graph.Graph {
	t.Helper()
	r := analyze(t, files, options)
	for _, p := range r.Problems {
		t.Errorf("%s: %s: %s", place(p.At), p.Kind, p.Message)
	}
	if len(r.Entries) != 1 {
		t.Fatalf("%d entry points, want 1", len(r.Entries))
	}
	return r.Entries[0].Graph
}

func place(at source.Range) string {
	pos := at.StartPosition()
	return fmt.Sprintf("%s:%d:%d", at.Path(), pos.Line, pos.Column)
}

// problems lists the problems of a report, one a line.
func problems(r *analyzer.Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s: %s: %s\n", place(p.At), p.Kind, p.Message)
	}
	return b.String()
}

// output is the value of a root output as text: JSON where it is known, an
// expression in brackets where it isn't.
func output(t testing.TB, g *graph.Graph, name string) string {
	t.Helper()
	for _, o := range g.Root.Outputs {
		if o.Name == name {
			return string(value.AppendJSON(nil, o.Value, value.JSONOptions{Expressions: true}))
		}
	}
	t.Fatalf("there is no output %q", name)
	return ""
}

// resource is the one resource of an address.
func resource(t testing.TB, g *graph.Graph, symbol string) *graph.Part {
	t.Helper()
	var found []*graph.Part
	for _, p := range g.Parts {
		if p.Symbol == symbol {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		var have []string
		for _, p := range g.Parts {
			have = append(have, p.Symbol)
		}
		t.Fatalf("%d resources %s, want 1; there are %s", len(found), symbol, strings.Join(have, ", "))
	}
	return found[0]
}

func jsonText(v value.Value) string {
	if v == nil {
		return "nothing"
	}
	return string(value.AppendJSON(nil, v, value.JSONOptions{Expressions: true}))
}

// printed is everything that a report prints, in all formats.
func printed(t testing.TB, r *analyzer.Report) string {
	t.Helper()
	var b strings.Builder
	for _, f := range report.Formats() {
		if err := f.Write(&b, r, report.Options{Undetermined: true}); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range report.GraphFormats() {
		if err := f.Write(&b, r, report.GraphOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func isConfig(p string) bool { return path.Ext(p) == ".tf" }
