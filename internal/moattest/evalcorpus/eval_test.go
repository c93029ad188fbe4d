// Package evalcorpus evaluates every Bicep file of the corpus and holds the
// outcome to what the project promises: no failure of Moat's own, and nothing
// unknown because a function is not supported.
package evalcorpus

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
)

// loader reads below one folder, each file once.
type loader struct {
	files source.FS
	trees map[string]language.Tree
}

func (l *loader) Load(path string) (language.Tree, error) {
	if t, ok := l.trees[path]; ok {
		return t, nil
	}
	f, err := l.files.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for _, lang := range parsers.All() {
		if lang.Claims(path, f.Content()[:min(len(f.Content()), language.HeadSize)]) {
			t := lang.Parse(f)
			l.trees[path] = t
			return t, nil
		}
	}
	return nil, language.ErrUnclaimed
}

func (l *loader) Read(path string) (*source.File, error)   { return l.files.ReadFile(path) }
func (l *loader) List(path string) ([]source.Entry, error) { return l.files.ReadDir(path) }

func corpus(t testing.TB) string {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	return root
}

func TestEvaluateCorpus(t *testing.T) {
	root := corpus(t)
	disk, err := source.Disk(root)
	if err != nil {
		t.Fatal(err)
	}
	l := &loader{disk, map[string]language.Tree{}}
	conformance, err := os.ReadFile(filepath.Join(root, "bicep-conformance.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	invalid := map[string]bool{}
	for line := range strings.Lines(string(conformance)) {
		cols := strings.Split(line, "\t")
		if len(cols) > 1 && cols[1] == "invalid" {
			invalid[cols[0]] = true
		}
	}
	var paths []string
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".bicep") {
			rel, _ := filepath.Rel(root, p)
			paths = append(paths, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(paths)
	reasons := map[value.Reason]int{}
	known, resources, files := 0, 0, 0
	var slow time.Duration
	slowest := ""
	for _, p := range paths {
		tree, err := l.Load(p)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		var lang language.Language
		for _, x := range parsers.All() {
			if x.Claims(p, nil) {
				lang = x
			}
		}
		start := time.Now()
		res, err := lang.Evaluate(context.Background(), language.Entry{Tree: tree}, l)
		if d := time.Since(start); d > slow {
			slow, slowest = d, p
		}
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		files++
		known += res.Coverage.Known
		resources += res.Coverage.Resources
		for r, n := range res.Coverage.Unknown {
			reasons[r] += n
			if r == value.ReasonUnsupported {
				t.Errorf("%s: %d expressions unknown because a function isn't supported", p, n)
			}
			if (r == value.ReasonTypeError || r == value.ReasonLimit) && !invalid[p] {
				t.Logf("%s: %d expressions unknown for %s", p, n, r)
			}
		}
		for _, d := range res.Problems {
			if d.Kind == diag.Unsupported || d.Kind == diag.Internal {
				t.Errorf("%s:%v: %s: %s", d.At.Path(), d.At.StartPosition(), d.Kind, d.Message)
			} else if !invalid[p] {
				t.Logf("%s:%v: %s: %s", d.At.Path(), d.At.StartPosition(), d.Kind, d.Message)
			}
		}
	}
	t.Logf("%d files, %d resources, %d expressions known, unknown %v; slowest %s %v", files, resources, known, reasons, slowest, slow)
}
