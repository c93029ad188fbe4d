// Package armcorpus builds and evaluates the ARM templates of the corpus named
// by the environment variable MOAT_CORPUS.
package armcorpus

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/arm"
	"moat/parsers/bicep"
	"moat/parsers/template"
)

func root(tb testing.TB) string {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		tb.Skip("MOAT_CORPUS names no corpus")
	}
	return root
}

// files reads every JSON file of the corpus.
func files(tb testing.TB) []*source.File {
	top := root(tb)
	var out []*source.File
	err := filepath.WalkDir(top, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.EqualFold(filepath.Ext(path), ".json") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, path)
		out = append(out, source.NewFile(filepath.ToSlash(rel), content))
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) == 0 {
		tb.Fatalf("%s holds no JSON file", top)
	}
	return out
}

// loader reads the corpus from disk.
type loader struct {
	fs    source.FS
	trees map[string]language.Tree
}

func newLoader(tb testing.TB) *loader {
	disk, err := source.Disk(root(tb))
	if err != nil {
		tb.Fatal(err)
	}
	return &loader{disk, map[string]language.Tree{}}
}

func (l *loader) Load(path string) (language.Tree, error) {
	if t, ok := l.trees[path]; ok {
		return t, nil
	}
	f, err := l.Read(path)
	if err != nil {
		return nil, err
	}
	for _, lang := range [...]language.Language{bicep.Language{}, arm.Language{}} {
		if lang.Claims(path, f.Content()[:min(f.Len(), language.HeadSize)]) {
			l.trees[path] = lang.Parse(f)
			return l.trees[path], nil
		}
	}
	return nil, language.ErrUnclaimed
}

func (l *loader) Read(path string) (*source.File, error)   { return l.fs.ReadFile(path) }
func (l *loader) List(path string) ([]source.Entry, error) { return l.fs.ReadDir(path) }

func claimed(f *source.File) bool {
	return arm.Language{}.Claims(f.Path(), f.Content()[:min(f.Len(), language.HeadSize)])
}

func report(t *testing.T, f *source.File, d diag.Diagnostic) {
	at := d.At.StartPosition()
	t.Errorf("%s: %s:%d:%d: %s: %s", f.Path(), d.At.Path(), at.Line, at.Column, d.Kind, d.Message)
}

func TestTemplatesBuild(t *testing.T) {
	roles := map[language.Role]int{}
	for _, f := range files(t) {
		schema := strings.Contains(strings.ToLower(string(f.Content()[:min(f.Len(), language.HeadSize)])), "deploymenttemplate.json")
		if !claimed(f) {
			if schema {
				t.Logf("%s isn't claimed", f.Path())
			}
			continue
		}
		tree := arm.Language{}.Parse(f)
		roles[tree.Role()]++
		for _, d := range tree.Problems() {
			report(t, f, d)
		}
	}
	t.Logf("templates %d, parameter files %d, others %d", roles[language.Template], roles[language.Parameters], roles[language.Other])
}

func TestTemplatesEvaluate(t *testing.T) {
	l := newLoader(t)
	n, known, unknown := 0, 0, map[value.Reason]int{}
	for _, f := range files(t) {
		if !claimed(f) {
			continue
		}
		tree, err := l.Load(f.Path())
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := tree.(template.Source); !ok {
			continue
		}
		n++
		res, err := arm.Language{}.Evaluate(context.Background(), language.Entry{Tree: tree}, l)
		if err != nil {
			t.Errorf("%s: %v", f.Path(), err)
			continue
		}
		for _, d := range res.Problems {
			// Some samples divide by zero or reach past an array on purpose.
			if d.Kind == diag.Evaluation {
				t.Logf("%s: %s", f.Path(), d.Message)
				continue
			}
			report(t, f, d)
		}
		known += res.Coverage.Known
		for r, c := range res.Coverage.Unknown {
			unknown[r] += c
		}
		if c := res.Coverage.Unknown[value.ReasonUnsupported]; c > 0 {
			t.Errorf("%s: %d values need functions that aren't supported", f.Path(), c)
		}
	}
	t.Logf("%d templates; %d known; unknown %v", n, known, unknown)
}
