// Package ruletest proves rules on small templates of their own, as their
// authors write them.
//
// Fixtures of a rule lie below <ID>/<language>/. Each template there is
// analysed alone, with only that rule selected, also in a language that would
// take all files of a folder for one template; a folder there is a fixture of
// several files, entered at its main template. Comments say what to expect:
//
//	// want "part of the message"                 a violation on this line
//	// want "NET001" "part of the message"        the same, naming the rule
//	// want undetermined "part of the message"    a question left open
//	// want warning "part of the message"         a violation of that severity
//	// want assumed "part of the message"         one that rests on a default
//
// A comment that has its line to itself speaks of the next line that holds
// something else; several in a row speak of the same line. Words before the
// texts combine. A file without any of them expects no finding.
//
// Further comments steer the analysis:
//
//	// scope: agent          as --scope agent; otherwise all
//	// params: x.bicepparam  as --params, relative to the fixture
//	// problems: expected    problems in the source are part of the case
//
// A fixture of the same name in two languages must give the same findings, and
// the examples in a rule's documentation must show what they claim.
package ruletest

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// Suite is what to test.
type Suite struct {
	Languages []language.Language
	Rules     []*rule.Rule
	// Files holds the fixtures, a folder for each rule at its root.
	Files source.FS
}

// Run tests every rule: one subtest for each rule, below it one for each
// fixture, example and pair of languages.
func Run(t *testing.T, s Suite) {
	for _, name := range s.strays() {
		t.Errorf("%s: no rule has this id", name)
	}
	for _, r := range s.Rules {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			fixtures, faults := s.Fixtures(r)
			for _, f := range faults {
				t.Error(f)
			}
			for _, f := range fixtures {
				t.Run(f.Language+"/"+f.Name, func(t *testing.T) { report(t, s.Check(r, f)) })
			}
			t.Run("parity", func(t *testing.T) { report(t, s.Parity(r, fixtures)) })
			t.Run("documentation", func(t *testing.T) { report(t, s.Documentation(r)) })
		})
	}
}

func report(t *testing.T, faults []string) {
	t.Helper()
	for _, f := range faults {
		t.Error(f)
	}
}

// strays are the folders that belong to no rule.
func (s Suite) strays() []string {
	entries, err := s.Files.ReadDir(".")
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	for _, e := range entries {
		if !slices.ContainsFunc(s.Rules, func(r *rule.Rule) bool { return r.ID == e.Name }) {
			out = append(out, e.Name)
		}
	}
	return out
}

// Fixture is one case of a rule in one language.
type Fixture struct {
	Language string
	Name     string // without extension
	Entry    string // path of the template to analyse
	Files    []string
}

// Fixtures lists the cases of a rule in order of language and name, and what
// is wrong with their layout.
func (s Suite) Fixtures(r *rule.Rule) (fixtures []Fixture, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	folders, err := s.Files.ReadDir(r.ID)
	if err != nil {
		fault("%s has no fixtures: %v", r.ID, err)
		return nil, faults
	}
	for _, folder := range folders {
		lang := s.language(folder.Name)
		if lang == nil || !folder.IsDir {
			fault("%s/%s: not the name of a language", r.ID, folder.Name)
			continue
		}
		dir := path.Join(r.ID, folder.Name)
		entries, err := s.Files.ReadDir(dir)
		if err != nil {
			fault("%v", err)
			continue
		}
		for _, e := range entries {
			at := path.Join(dir, e.Name)
			if !e.IsDir {
				if tree := s.tree(lang, at); tree != nil && isTemplate(tree) {
					fixtures = append(fixtures, Fixture{lang.Name(), strings.TrimSuffix(e.Name, path.Ext(e.Name)), at, []string{at}})
				}
				continue
			}
			files, err := s.below(at)
			if err != nil {
				fault("%v", err)
				continue
			}
			main := slices.IndexFunc(files, func(f string) bool {
				if path.Dir(f) != at || strings.TrimSuffix(path.Base(f), path.Ext(f)) != "main" {
					return false
				}
				tree := s.tree(lang, f)
				return tree != nil && isTemplate(tree)
			})
			if main < 0 {
				fault("%s: no main template", at)
				continue
			}
			fixtures = append(fixtures, Fixture{lang.Name(), e.Name, files[main], files})
		}
	}
	if len(fixtures) == 0 && len(faults) == 0 {
		fault("%s has no fixtures", r.ID)
	}
	return fixtures, faults
}

func isTemplate(t language.Tree) bool {
	return t.Role() == language.Template || t.Role() == language.ModuleOnly
}

func (s Suite) language(name string) language.Language {
	i := slices.IndexFunc(s.Languages, func(l language.Language) bool { return l.Name() == name })
	if i < 0 {
		return nil
	}
	return s.Languages[i]
}

// tree parses a file; nil if the language doesn't claim it.
func (s Suite) tree(lang language.Language, at string) language.Tree {
	f, err := s.Files.ReadFile(at)
	if err != nil || !lang.Claims(at, f.Content()[:min(f.Len(), language.HeadSize)]) {
		return nil
	}
	return lang.Parse(f)
}

// below lists the files in and below a folder.
func (s Suite) below(dir string) ([]string, error) {
	var out []string
	err := source.Walk(context.Background(), s.Files, dir, func(at string, e source.Entry, err error) error {
		if err == nil && !e.IsDir {
			out = append(out, at)
		}
		return err
	})
	return out, err
}

// analyze runs one rule over one entry point. The error is a fault of the run,
// not of the template.
func (s Suite) analyze(r *rule.Rule, files source.FS, entry string, scope rule.Scope, params []string) (*analyzer.Report, error) {
	engine := analyzer.Engine{Languages: s.Languages, Rules: []*rule.Rule{r}}
	rep, err := engine.Analyze(context.Background(), files, analyzer.Options{
		Paths: []string{entry}, Scope: scope, Params: params, Jobs: 1,
	})
	switch {
	case err != nil:
		return nil, err
	case len(rep.Entries) != 1:
		return rep, fmt.Errorf("%s: %d entry points, want 1: %s", entry, len(rep.Entries), problems(rep.Problems))
	}
	for _, p := range rep.Problems {
		if p.Kind == diag.Internal {
			return rep, fmt.Errorf("%s: %s", entry, p.Message)
		}
	}
	return rep, nil
}

func problems(ds []diag.Diagnostic) string {
	var out []string
	for _, d := range ds {
		out = append(out, fmt.Sprintf("%s: %s: %s", place(d.At), d.Kind, d.Message))
	}
	return strings.Join(out, "; ")
}

func place(at source.Range) string {
	return fmt.Sprintf("%s:%d", at.Path(), at.StartPosition().Line)
}
