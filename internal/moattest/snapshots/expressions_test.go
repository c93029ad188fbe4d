package snapshots

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"moat/analyzer"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
)

// TestPublishedParameterFiles holds evaluated parameter files to the results
// that the official compiler published for them.
func TestPublishedParameterFiles(t *testing.T) {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	base := filepath.Join(root, "bicep-language", "src", "Bicep.Core.Samples", "Files", "baselines_bicepparam")
	files, err := filepath.Glob(filepath.Join(base, "*", "parameters.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no published parameter files below %s: %v", base, err)
	}
	for _, file := range files {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var published struct {
				Parameters map[string]map[string]any
			}
			if err := json.Unmarshal(raw, &published); err != nil {
				t.Fatal(err)
			}
			disk, err := source.Disk(root)
			if err != nil {
				t.Fatal(err)
			}
			defer disk.Close()
			rel, err := filepath.Rel(root, filepath.Join(dir, "parameters.bicepparam"))
			if err != nil {
				t.Fatal(err)
			}
			engine := &analyzer.Engine{Languages: parsers.All()}
			r, err := engine.Analyze(context.Background(), disk, analyzer.Options{Paths: []string{filepath.ToSlash(rel)}})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range r.Problems {
				t.Logf("%s:%v: %s", p.At.Path(), p.At.StartPosition(), p.Message)
			}
			if len(r.Entries) != 1 {
				t.Skipf("SKIPPED: %d entry points; the file isn't for a template of the corpus", len(r.Entries))
			}
			compared := 0
			for _, p := range r.Entries[0].Graph.Root.Parameters {
				want, ok := published.Parameters[p.Name]["value"]
				if !ok || p.Secure {
					continue // a reference, an expression, or left to the default
				}
				if why := value.WhyOf(p.Value); why != nil && why[0].Reason == value.ReasonExternalInput {
					t.Logf("%s: from the environment of whoever published it", p.Name)
					continue
				}
				compared++
				if diff := cmp.Diff(want, plain(t, p.Value)); diff != "" {
					t.Errorf("%s: published (-) and Moat (+) differ:\n%s", p.Name, diff)
				}
			}
			t.Logf("%d parameters equal what was published", compared)
		})
	}
}
