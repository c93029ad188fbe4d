// Package bindcorpus lowers every Bicep file of the corpus named by the
// environment variable MOAT_CORPUS.
package bindcorpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/parsers/bicep"
	"moat/parsers/template"
)

func corpus(tb testing.TB) string {
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		tb.Skip("MOAT_CORPUS names no corpus")
	}
	return root
}

// verdicts is the status of each file of bicep-conformance.tsv.
func verdicts(tb testing.TB, root string) map[string]string {
	content, err := os.ReadFile(filepath.Join(root, "bicep-conformance.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]string{}
	for line := range strings.Lines(string(content)) {
		fields := strings.Split(line, "\t")
		if len(fields) > 1 {
			out[fields[0]] = fields[1]
		}
	}
	return out
}

// files reads every Bicep file of the corpus.
func files(tb testing.TB, root string) []*source.File {
	var out []*source.File
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !(bicep.Language{}).Claims(path, nil) {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		out = append(out, source.NewFile(filepath.ToSlash(rel), content))
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) == 0 {
		tb.Fatalf("%s holds no Bicep file", root)
	}
	return out
}

func binding(t language.Tree) []diag.Diagnostic {
	switch t := t.(type) {
	case template.Source:
		return t.Template().Problems
	case template.ParameterSource:
		return t.ParameterFile().Problems
	}
	return nil
}

// TestValidFilesBind: the compiler accepts these files, so every name in them
// is declared. Module registries and deployments have no verdict in the table
// but were published as working.
func TestValidFilesBind(t *testing.T) {
	root := corpus(t)
	status := verdicts(t, root)
	checked := 0
	for _, f := range files(t, root) {
		s := status[f.Path()]
		if s == "invalid" || s == "" && invalidSample(f.Path()) {
			continue
		}
		checked++
		tree := bicep.Language{}.Parse(f)
		problems := binding(tree)
		if s == "valid" {
			problems = tree.Problems()
		}
		for _, p := range problems {
			at := p.At.StartPosition()
			t.Errorf("%s:%d:%d: %s: %s", f.Path(), at.Line, at.Column, p.Kind, p.Message)
		}
		src, ok := tree.(template.Source)
		if !ok || len(tree.Problems()) > 0 {
			continue
		}
		for _, g := range src.Template().Gaps {
			t.Errorf("%s: gap: %s", f.Path(), g.Why)
		}
		for _, r := range src.Template().Resources {
			if r.Damaged || r.Type == "" || r.Name == nil && r.Extension == "" {
				t.Errorf("%s: resource %s of type %q: damaged %v, named %v", f.Path(), r.Symbol, r.Type, r.Damaged, r.Name != nil)
			}
		}
		for _, m := range src.Template().Modules {
			if m.Damaged || m.Problem != "" {
				t.Errorf("%s: module %s: damaged %v %s", f.Path(), m.Symbol, m.Damaged, m.Problem)
			}
		}
	}
	t.Logf("%d files", checked)
}

// invalidSample says whether a file belongs to one of the compiler's samples of
// errors.
func invalidSample(p string) bool { return strings.Contains(p, "/Invalid") }

// TestRefsExist follows local references: most of what working templates name
// lies in the corpus beside them.
func TestRefsExist(t *testing.T) {
	root := corpus(t)
	var found, missing, remote int
	for _, f := range files(t, root) {
		if invalidSample(f.Path()) {
			continue
		}
		for _, r := range (bicep.Language{}).Parse(f).Refs() {
			switch _, err := os.Stat(filepath.Join(root, filepath.FromSlash(r.Path))); {
			case r.Path == "":
				remote++
			case err != nil:
				missing++
				t.Logf("%s:%d: %s leads to %s, which isn't there", f.Path(), r.At.StartPosition().Line, r.Written, r.Path)
			default:
				found++
			}
		}
	}
	t.Logf("%d references lead to a file, %d to none, %d aren't local", found, missing, remote)
	if missing > found/10 {
		t.Errorf("%d of %d local references lead nowhere", missing, found+missing)
	}
}
