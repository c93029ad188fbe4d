// Package syntaxcorpus holds the Bicep parser against the official compiler's
// verdicts and against real templates, in the corpus named by the environment
// variable MOAT_CORPUS.
package syntaxcorpus

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

func corpusRoot(tb testing.TB) string {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		tb.Skip("MOAT_CORPUS names no corpus")
	}
	return root
}

// bicepFiles reads every Bicep file under a folder of the corpus.
func bicepFiles(tb testing.TB, folder string) []*source.File {
	root := corpusRoot(tb)
	var out []*source.File
	err := filepath.WalkDir(filepath.Join(root, folder), func(p string, e fs.DirEntry, err error) error {
		if ext := path.Ext(p); err != nil || e.IsDir() || ext != ".bicep" && ext != ".bicepparam" {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		out = append(out, read(tb, filepath.ToSlash(rel)))
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) == 0 {
		tb.Fatalf("%s holds no Bicep file", filepath.Join(root, folder))
	}
	return out
}

func read(tb testing.TB, rel string) *source.File {
	content, err := os.ReadFile(filepath.Join(corpusRoot(tb), filepath.FromSlash(rel)))
	if err != nil {
		tb.Fatal(err)
	}
	return source.NewFile(rel, content)
}

func complain(tb testing.TB, d diag.Diagnostic) {
	at := d.At.StartPosition()
	tb.Errorf("%s:%d:%d: %s", d.At.Path(), at.Line, at.Column, d.Message)
}

// broken are templates of the corpus that the official grammar refuses too,
// with what is wrong in them.
var broken = map[string]string{
	"marqueeinsights-news-agent/deploy.bicep": "separates properties by semicolons",
}

// reasonBroken says why a real template has problems; "" if it should have none.
func reasonBroken(p string) string {
	for suffix, why := range broken {
		if strings.HasSuffix(p, suffix) {
			return why
		}
	}
	return ""
}

func TestRealTemplates(t *testing.T) {
	for _, folder := range []string{"registry-modules", "deployments", "bicep-snapshots"} {
		t.Run(folder, func(t *testing.T) {
			files, wrong, refused := bicepFiles(t, folder), 0, 0
			for _, f := range files {
				tree := syntax.Parse(f)
				why := reasonBroken(f.Path())
				switch {
				case why != "" && len(tree.Problems) == 0:
					t.Errorf("%s: no problem, although it %s", f.Path(), why)
				case why != "":
					refused++
				case len(tree.Problems) > 0:
					wrong++
					for _, d := range tree.Problems {
						complain(t, d)
					}
				}
			}
			t.Logf("%d files, %d with problems, %d rightly refused", len(files), wrong, refused)
		})
	}
}

func TestPrintsBack(t *testing.T) {
	files, size, lost := bicepFiles(t, "."), 0, 0
	for _, f := range files {
		size += f.Len()
		if !bytes.Equal(syntax.Parse(f).Print(), f.Content()) {
			lost++
			t.Errorf("%s: the tree doesn't print the file back", f.Path())
		}
	}
	t.Logf("%d files, %d bytes, %d not printed back", len(files), size, lost)
}

// TestConformance compares with the official diagnostics.
func TestConformance(t *testing.T) {
	var valid, semantic, unknown, clean, wrong, hit int
	var official, found, ours, strays int
	for _, c := range conformance(t) {
		tree := syntax.Parse(read(t, c.path))
		if len(c.errors) == 0 {
			switch c.status {
			case "valid":
				valid++
			case "invalid":
				semantic++
			default:
				unknown++
				continue // no verdict
			}
			if len(tree.Problems) == 0 {
				clean++
			}
			for _, d := range tree.Problems {
				complain(t, d)
			}
			continue
		}
		wrong++
		reported := map[int]bool{}
		for _, d := range tree.Problems {
			at := d.At.StartPosition()
			reported[at.Line] = true
			ours++
			if !slices.ContainsFunc(c.errors, func(e officialError) bool { return e.from <= at.Line && at.Line <= e.to }) {
				strays++
				t.Logf("only ours: %s:%d:%d: %s", c.path, at.Line, at.Column, d.Message)
			}
		}
		before := found
		for _, e := range c.errors {
			official++
			if e.reportedBy(reported) {
				found++
			} else {
				t.Logf("only official: %s:%d: %s", c.path, e.from, e.code)
			}
		}
		if found > before {
			hit++
		} else {
			t.Errorf("%s: no problem on the line of an official one", c.path)
		}
	}
	t.Logf("without a syntax error: %d valid and %d only semantically invalid files, %d of them clean (%d more have no verdict)",
		valid, semantic, clean, unknown)
	t.Logf("with one: %d files, %d hit; %d of %d official errors on a line of ours (%.1f %%); %d problems of ours, %d on other lines",
		wrong, hit, found, official, 100*float64(found)/float64(max(official, 1)), ours, strays)
	if valid == 0 || wrong == 0 {
		t.Error("the table holds no valid or no invalid file")
	}
	if found*100 < official*95 {
		t.Error("fewer than 95 % of the official errors are found")
	}
}
