// Package snapshots compares what Moat would deploy with the official
// evaluator's published results: evidence from outside Moat.
package snapshots

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moat/analyzer"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
)

// The scope that the published snapshots were taken with; the location and the
// tenant were left open.
var scope = &language.FixedScope{SubscriptionID: "00000000-0000-0000-0000-000000000000", ResourceGroup: "myRg"}

func TestOfficialSnapshots(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	dirs, err := filepath.Glob(filepath.Join(root, "bicep-snapshots", "*", "main.snapshot.json"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no snapshots below %s: %v", root, err)
	}
	for _, file := range dirs {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			disk, err := source.Disk(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer disk.Close()
			engine := &analyzer.Engine{Languages: parsers.All()}
			r, err := engine.Analyze(context.Background(), disk, analyzer.Options{Paths: []string{"."}, Fixed: scope})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Entries) != 1 || len(r.Problems) != 0 {
				t.Fatalf("%d entry points, problems %v; want one without problems", len(r.Entries), r.Problems)
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want any
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, predicted(t, r.Entries[0])); diff != "" {
				t.Errorf("the official snapshot (-) and Moat (+) differ:\n%s", diff)
			}
		})
	}
}

// predicted is an evaluated entry point in the shape of a snapshot: unknown
// parts are written as their expressions.
func predicted(t *testing.T, e analyzer.EntryPoint) any {
	resources := []any{}
	for _, r := range e.Graph.Parts {
		if r.Existing {
			continue
		}
		m := map[string]any{}
		for _, mem := range r.Body.Members() {
			if mem.Value.Kind() != value.KindNull {
				m[mem.Key] = plain(t, mem.Value)
			}
		}
		if version := r.APIVersion; len(version) > 0 && version[0] == 'v' { // an extension's resource: no id, no name
			m["type"] = r.Type + "@" + version
		} else {
			m["type"], m["apiVersion"], m["id"], m["name"] = r.Type, version, plain(t, r.ID), plain(t, r.Name)
		}
		resources = append(resources, m)
	}
	outputs := map[string]any{}
	for _, o := range e.Graph.Root.Outputs {
		if value.IsKnown(o.Value) {
			outputs[o.Name] = plain(t, o.Value)
		} else {
			outputs[o.Name] = "[" + value.Expr(o.Value) + "]" // an output is evaluated as one expression
		}
	}
	return map[string]any{"predictedResources": resources, "diagnostics": []any{}, "outputs": outputs}
}

func plain(t *testing.T, v value.Value) any {
	var out any
	text := value.AppendJSON(nil, v, value.JSONOptions{Expressions: true, DropNulls: true})
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return out
}
