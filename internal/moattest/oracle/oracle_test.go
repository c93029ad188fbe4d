// Package oracle compares what a Bicep file deploys with what its compiled form
// deploys, over the pairs that others have published.
package oracle

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/graph"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/parsers"
	"moat/rules"
)

var verbose = flag.Bool("differences", false, "print the first differences of every unequal pair")

// pair is a Bicep file with its compiled form.
type pair struct {
	bicep, arm string
	remote     bool // it uses modules of registries
	missing    bool // it uses files that aren't there
	fresh      bool // the compiled form is up to date, as far as that can be told
}

func pairs(t *testing.T, root string) []pair {
	raw, err := os.ReadFile(filepath.Join(root, "bicep-arm-pairs.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var out []pair
	for line := range strings.Lines(string(raw)) {
		c := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(c) < 8 || c[0] == "bicep" {
			continue
		}
		out = append(out, pair{c[0], c[1], c[5] != "0", c[6] != "0", c[7] == "y"})
	}
	return out
}

// side is one template, normalised.
type side struct {
	resources map[string]json.RawMessage // by key
	modules   map[string]json.RawMessage
	other     map[string]json.RawMessage // parameters, outputs, targetScope
	problems  []string
	findings  []string // rule, verdict, type, name and property of each
}

func normalised(t *testing.T, disk source.FS, path string) side {
	engine := &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
	r, err := engine.Analyze(context.Background(), disk, analyzer.Options{Paths: []string{path}, Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	out := side{map[string]json.RawMessage{}, map[string]json.RawMessage{}, map[string]json.RawMessage{}, nil, nil}
	for _, p := range r.Problems {
		out.problems = append(out.problems, fmt.Sprintf("%s:%v: %s", p.At.Path(), p.At.StartPosition(), p.Message))
	}
	deployed := map[string]bool{}
	for _, e := range r.Entries {
		for _, p := range e.Graph.Parts {
			if !p.Existing {
				ref := rule.RefTo(&graph.Resource{Part: p})
				deployed[strings.ToLower(ref.Type+" "+ref.Name)] = true
			}
		}
	}
	for _, f := range r.Findings {
		// Compiled templates in array form don't tell what they take as
		// existing, so only findings about what is deployed can be equal.
		if !deployed[strings.ToLower(f.Resource.Type+" "+f.Resource.Name)] {
			continue
		}
		out.findings = append(out.findings, strings.ToLower(fmt.Sprintf("%s %s %s %s %s", f.Rule.ID, f.Verdict, f.Resource.Type, f.Resource.Name, f.Path)))
	}
	slices.Sort(out.findings)
	var b bytes.Buffer
	for _, f := range report.GraphFormats() {
		if f.Name == "json" {
			if err := f.Write(&b, r, report.GraphOptions{Normalize: true}); err != nil {
				t.Fatal(err)
			}
		}
	}
	var doc struct {
		EntryPoints []map[string]json.RawMessage
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.EntryPoints) != 1 {
		out.problems = append(out.problems, fmt.Sprintf("%d entry points", len(doc.EntryPoints)))
		return out
	}
	for name, raw := range doc.EntryPoints[0] {
		switch name {
		case "resources":
			out.resources = keyed(t, raw)
		case "modules":
			out.modules = keyed(t, raw)
		default:
			out.other[name] = raw
		}
	}
	return out
}

func keyed(t *testing.T, raw json.RawMessage) map[string]json.RawMessage {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	out := map[string]json.RawMessage{}
	for _, r := range list {
		var k struct{ Key string }
		if err := json.Unmarshal(r, &k); err != nil {
			t.Fatal(err)
		}
		out[strings.ToLower(k.Key)] = r
	}
	return out
}

// differences lists where two sides differ.
func differences(a, b side) []string {
	var out []string
	for _, part := range []struct {
		name string
		a, b map[string]json.RawMessage
	}{{"resource", a.resources, b.resources}, {"module", a.modules, b.modules}, {"section", a.other, b.other}} {
		keys := map[string]bool{}
		for k := range part.a {
			keys[k] = true
		}
		for k := range part.b {
			keys[k] = true
		}
		list := make([]string, 0, len(keys))
		for k := range keys {
			list = append(list, k)
		}
		slices.Sort(list)
		for _, k := range list {
			x, inA := part.a[k]
			y, inB := part.b[k]
			switch {
			case !inB:
				out = append(out, fmt.Sprintf("%s %s: only in Bicep", part.name, k))
			case !inA:
				out = append(out, fmt.Sprintf("%s %s: only in JSON", part.name, k))
			default:
				out = append(out, unequal(part.name+" "+k, decode(x), decode(y))...)
			}
		}
	}
	return out
}

func decode(raw json.RawMessage) any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err.Error()
	}
	return v
}

func unequal(at string, a, b any) []string {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			break
		}
		var out []string
		keys := map[string]bool{}
		for k := range a {
			keys[k] = true
		}
		for k := range b {
			keys[k] = true
		}
		list := make([]string, 0, len(keys))
		for k := range keys {
			list = append(list, k)
		}
		slices.Sort(list)
		for _, k := range list {
			x, inA := a[k]
			y, inB := b[k]
			switch {
			case !inB:
				out = append(out, fmt.Sprintf("%s.%s: only in Bicep: %s", at, k, text(x)))
			case !inA:
				out = append(out, fmt.Sprintf("%s.%s: only in JSON: %s", at, k, text(y)))
			default:
				out = append(out, unequal(at+"."+k, x, y)...)
			}
		}
		return out
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			break
		}
		var out []string
		for i := range a {
			out = append(out, unequal(fmt.Sprintf("%s[%d]", at, i), a[i], b[i])...)
		}
		return out
	}
	if text(a) == text(b) {
		return nil
	}
	return []string{fmt.Sprintf("%s:\n      Bicep %s\n      JSON  %s", at, text(a), text(b))}
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// otherDefaults says whether a parameter's literal default differs, which
// proves that the compiled form was made from another source.
func otherDefaults(a, b side) bool {
	literals := func(s side) map[string]any {
		var params map[string]struct{ Value any }
		if json.Unmarshal(s.other["parameters"], &params) != nil {
			return nil
		}
		out := map[string]any{}
		for name, p := range params {
			if text, ok := p.Value.(string); ok && !strings.HasPrefix(text, "[") {
				out[name] = text
			}
		}
		return out
	}
	la, lb := literals(a), literals(b)
	for name, v := range la {
		if w, ok := lb[name]; ok && v != w {
			return true
		}
	}
	return false
}

// TestPairs holds each published pair to be equal, and prints the counts.
func TestPairs(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	disk, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	counts := map[string]map[string]int{"local": {}, "registry": {}}
	for _, p := range pairs(t, root) {
		class := "local"
		if p.remote {
			class = "registry"
		}
		a, b := normalised(t, disk, p.bicep), normalised(t, disk, p.arm)
		diffs := differences(a, b)
		outcome := "equal"
		switch {
		case !p.fresh:
			outcome = "stale"
		case p.missing:
			outcome = "missing files"
		case len(diffs) > 0 && otherDefaults(a, b):
			outcome = "stale" // nobody compiled these two from one source
		case len(diffs) > 0:
			outcome = "unequal"
		case len(a.resources) == 0:
			outcome = "empty"
		}
		// The compiled form holds the modules of registries, which Bicep only
		// names: it can decide more.
		if outcome == "equal" && !p.remote && !slices.Equal(a.findings, b.findings) {
			outcome = "other findings"
			t.Errorf("%s: equal, and yet Bicep gives\n  %s\nand JSON\n  %s", p.bicep, strings.Join(a.findings, "\n  "), strings.Join(b.findings, "\n  "))
		}
		counts[class][outcome]++
		if outcome == "unequal" {
			t.Logf("%s: %d differences, the first: %.700s", p.bicep, len(diffs), diffs[0])
			if *verbose {
				for _, d := range diffs[1:min(len(diffs), 12)] {
					t.Logf("   %.700s", d)
				}
				for _, pr := range append(a.problems[:min(len(a.problems), 3)], b.problems[:min(len(b.problems), 3)]...) {
					t.Logf("   problem: %s", pr)
				}
			}
		}
	}
	for _, class := range []string{"local", "registry"} {
		t.Logf("%s pairs: %v", class, counts[class])
	}
	c := counts["local"]
	if total := c["equal"] + c["unequal"]; total == 0 || c["equal"]*100 < total*80 {
		t.Errorf("%d of %d fresh pairs without registry modules are equal; at least 80 %% must be", c["equal"], total)
	}
}
