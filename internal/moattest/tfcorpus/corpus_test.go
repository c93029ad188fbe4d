// Package tfcorpus evaluates every Terraform root of the corpus, holds the
// outcome to what the project promises, and measures a scan against nothing but
// parsing.
package tfcorpus

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
	"moat/parsers/terraform"
	"moat/rules"
)

// roots are the folders of the corpus that hold Terraform files.
func roots(t testing.TB, root string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && (strings.HasSuffix(p, ".tf") || strings.HasSuffix(p, ".tf.json")) {
			rel, _ := filepath.Rel(root, p)
			out = append(out, path.Dir(filepath.ToSlash(rel)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func open(t testing.TB) (string, source.FS) {
	t.Helper()
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	disk, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { disk.Close() })
	return root, disk
}

// Every root evaluates without a failure of Moat's own, without anything that is
// unknown because a function isn't supported, and without a problem in files
// that Terraform accepts.
func TestEvaluateRoots(t *testing.T) {
	root, files := open(t)
	engine := analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
	known, total := 0, 0
	var slowest time.Duration
	for _, dir := range roots(t, root) {
		start := time.Now()
		r, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: []string{dir}, Jobs: 1})
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(start)
		slowest = max(slowest, took)
		if len(r.Entries) == 0 {
			t.Errorf("%s: not analysed", dir)
		}
		for _, p := range r.Problems {
			switch p.Kind {
			case diag.Internal, diag.Unsupported:
				t.Errorf("%s:%d: %s: %s", p.At.Path(), p.At.StartPosition().Line, p.Kind, p.Message)
			default:
				t.Logf("%s:%d: %s: %s", p.At.Path(), p.At.StartPosition().Line, p.Kind, p.Message)
			}
		}
		if n := r.Summary.Unknown[value.ReasonUnsupported]; n > 0 {
			t.Errorf("%s: %d expressions are unknown because a function isn't supported", dir, n)
		}
		unknown := 0
		var reasons []string
		for _, reason := range slices.Sorted(maps.Keys(r.Summary.Unknown)) {
			unknown += r.Summary.Unknown[reason]
			reasons = append(reasons, string(reason))
		}
		known, total = known+r.Summary.Known, total+r.Summary.Known+unknown
		t.Logf("%s: %d resources, %d findings, %d undetermined, %d problems; %d of %d expressions known; unknown: %s; %d modules missing; %s",
			dir, r.Summary.Resources, r.Summary.Findings, r.Summary.Undetermined, len(r.Problems), r.Summary.Known, r.Summary.Known+unknown,
			strings.Join(reasons, ", "), len(r.Summary.MissingModules), took.Round(time.Millisecond))
	}
	t.Logf("%d of %d expressions known; the slowest root took %s", known, total, slowest.Round(time.Millisecond))
	if total == 0 {
		t.Error("nothing was evaluated")
	}
}

// BenchmarkScan compares a scan of all Terraform of the corpus, rules included,
// with plain parsing of the same files by HashiCorp's library.
func BenchmarkScan(b *testing.B) {
	root, files := open(b)
	dirs := roots(b, root)
	var texts []*source.File
	size := 0
	for _, dir := range dirs {
		entries, err := files.ReadDir(dir)
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name, ".tf") {
				f, err := files.ReadFile(path.Join(dir, e.Name))
				if err != nil {
					b.Fatal(err)
				}
				texts = append(texts, f)
				size += f.Len()
			}
		}
	}
	var parse time.Duration
	b.Run("hclsyntax", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			for _, f := range texts {
				if _, diags := hclsyntax.ParseConfig(f.Content(), f.Path(), hcl.InitialPos); diags.HasErrors() {
					b.Fatal(diags)
				}
			}
		}
		parse = b.Elapsed() / time.Duration(b.N)
	})
	// Whole repositories, as people scan them: modules are evaluated where they
	// are called.
	var repositories []string
	for _, dir := range dirs {
		parts := strings.SplitN(dir, "/", 3)
		repositories = append(repositories, strings.Join(parts[:min(2, len(parts))], "/"))
	}
	repositories = slices.Compact(repositories)
	engine := analyzer.Engine{Languages: []language.Language{terraform.Language{}}, Rules: rules.All()}
	b.Run("scan", func(b *testing.B) {
		b.SetBytes(int64(size))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := engine.Analyze(context.Background(), files, analyzer.Options{Paths: repositories, Jobs: 1}); err != nil {
				b.Fatal(err)
			}
		}
		if parse > 0 {
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(parse), "scan/parse")
		}
	})
}
