package ruletest

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"moat/analyzer"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// Check runs one fixture and says what is not as its comments expect: a
// finding that nobody wants, and one that is wanted and doesn't come.
func (s Suite) Check(r *rule.Rule, f Fixture) []string {
	rep, wants, faults := s.run(r, f)
	if rep == nil {
		return faults
	}
	for _, found := range rep.Findings {
		i := slices.IndexFunc(wants, func(w want) bool { return !w.met && w.meets(found) })
		if i < 0 {
			faults = append(faults, "unexpected: "+describe(found))
			continue
		}
		wants[i].met = true
	}
	for _, w := range wants {
		if !w.met {
			faults = append(faults, "missing: "+w.String())
		}
	}
	for _, found := range rep.Findings {
		faults = append(faults, malformed(found)...)
	}
	return faults
}

// run analyses a fixture. Without a report the faults say why there is none.
func (s Suite) run(r *rule.Rule, f Fixture) (rep *analyzer.Report, wants []want, faults []string) {
	set := settings{scope: rule.ScopeAll}
	lang := s.language(f.Language)
	files := slices.Clone(f.Files)
	for i := 0; i < len(files); i++ {
		tree := s.tree(lang, files[i])
		if tree == nil {
			continue
		}
		before := len(set.params)
		w, bad := read(r, tree, &set)
		wants, faults = append(wants, w...), append(faults, bad...)
		for j := before; j < len(set.params); j++ {
			set.params[j] = path.Join(path.Dir(files[i]), set.params[j])
			if !slices.Contains(files, set.params[j]) {
				files = append(files, set.params[j])
			}
		}
	}
	if set.scope != rule.ScopeAll && set.scope != rule.ScopeAgent && set.scope != rule.ScopeAuto {
		return nil, nil, append(faults, fmt.Sprintf("%s: no such scope: %s", f.Entry, set.scope))
	}
	alone, err := s.alone(lang, f, set.params)
	if err != nil {
		return nil, nil, append(faults, err.Error())
	}
	rep, err = s.analyze(r, alone, f.Entry, set.scope, set.params)
	if err != nil {
		return nil, nil, append(faults, err.Error())
	}
	if set.problems != (len(rep.Problems) > 0) {
		faults = append(faults, fmt.Sprintf("%s: problems in the source: expected %t, got: %s", f.Entry, set.problems, problems(rep.Problems)))
	}
	return rep, wants, faults
}

// alone is the files that a fixture is analysed with. Where a folder is one
// template, a fixture of one file must not be joined with those beside it.
func (s Suite) alone(lang language.Language, f Fixture, params []string) (source.FS, error) {
	if _, ok := lang.(language.Folders); !ok || len(f.Files) != 1 {
		return s.Files, nil
	}
	files := map[string]string{}
	for _, p := range append(slices.Clone(f.Files), params...) {
		file, err := s.Files.ReadFile(p)
		if err != nil {
			return nil, err
		}
		files[p] = string(file.Content())
	}
	return source.Map(files), nil
}

func describe(f rule.Finding) string {
	assumed := ""
	if f.Assumed {
		assumed = " assumed"
	}
	return fmt.Sprintf("%s: %s %s %s%s: %s (%s of %s %s)",
		place(f.At), f.Rule.ID, f.Verdict, f.Severity, assumed, f.Message, cmp.Or(f.Path, "the whole"), f.Resource.Type, f.Resource.Name)
}

// malformed says which promises of every finding this one breaks.
func malformed(f rule.Finding) []string {
	var out []string
	fault := func(what string) { out = append(out, what+": "+describe(f)) }
	if !f.At.IsValid() {
		fault("no place")
	}
	if strings.ContainsAny(f.At.Text(), "\r\n") {
		fault("the place runs over a line")
	}
	if f.Message == "" || strings.ContainsAny(f.Message, "\r\n") {
		fault("the message isn't one line")
	}
	if f.Fix == "" {
		fault("no word on what to change")
	}
	for _, e := range f.Evidence {
		if !e.At.IsValid() || e.Message == "" {
			fault("evidence without place or sentence")
		}
		if strings.ContainsAny(e.At.Text(), "\r\n") {
			fault("evidence that runs over a line")
		}
	}
	return out
}

// Parity compares the findings of fixtures that have the same name in several
// languages.
func (s Suite) Parity(r *rule.Rule, fixtures []Fixture) []string {
	var faults []string
	first := map[string]Fixture{}
	for _, f := range fixtures {
		base, ok := first[f.Name]
		if !ok {
			first[f.Name] = f
			continue
		}
		a, _, _ := s.run(r, base)
		b, _, _ := s.run(r, f)
		if a == nil || b == nil {
			continue // Check tells why
		}
		if x, y := essence(a.Findings), essence(b.Findings); !slices.Equal(x, y) {
			faults = append(faults, fmt.Sprintf("%s and %s differ:\n%s\n%s\n%s\n%s",
				base.Entry, f.Entry, base.Language, strings.Join(x, "\n"), f.Language, strings.Join(y, "\n")))
		}
	}
	return faults
}

// essence is what must be the same in every language.
func essence(fs []rule.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("\t%s %s %s %.1f %s of %s", f.Rule.ID, f.Verdict, f.Severity, f.SecuritySeverity,
			strings.ToLower(f.Path), strings.ToLower(f.Resource.Type)))
	}
	slices.Sort(out)
	return out
}

// Documentation checks that a rule explains itself, and that each bad example
// shows a violation and each good one nothing.
func (s Suite) Documentation(r *rule.Rule) []string {
	var faults []string
	for _, part := range [...]struct{ name, text string }{
		{"summary", r.Doc.Summary}, {"reason", r.Doc.Why}, {"fix", r.Doc.Fix}, {"control", r.Control}, {"name", r.Name},
		{"bad example", r.Doc.Bad.Bicep}, {"good example", r.Doc.Good.Bicep}, {"source", strings.Join(r.Doc.Sources, "")},
	} {
		if part.text == "" {
			faults = append(faults, fmt.Sprintf("%s has no %s", r.ID, part.name))
		}
	}
	for _, l := range [...]struct{ file, bad, good string }{
		{"example.bicep", r.Doc.Bad.Bicep, r.Doc.Good.Bicep},
		{"example.json", r.Doc.Bad.ARM, r.Doc.Good.ARM},
		{"example.tf", r.Doc.Bad.Terraform, r.Doc.Good.Terraform},
	} {
		if (l.bad == "") != (l.good == "") {
			faults = append(faults, fmt.Sprintf("%s: %s has one example without the other", r.ID, l.file))
		}
		faults = append(faults, s.example(r, "bad "+l.file, l.file, l.bad, true)...)
		faults = append(faults, s.example(r, "good "+l.file, l.file, l.good, false)...)
	}
	return faults
}

// example runs one example; without a language that reads it there is nothing
// to prove.
func (s Suite) example(r *rule.Rule, what, file, text string, bad bool) []string {
	head := []byte(text)[:min(len(text), language.HeadSize)]
	claimed := slices.ContainsFunc(s.Languages, func(l language.Language) bool { return l.Claims(file, head) })
	switch {
	case text == "":
		return nil
	case !claimed:
		return []string{fmt.Sprintf("%s: no language reads the %s", r.ID, what)}
	}
	rep, err := s.analyze(r, source.Map(map[string]string{file: text}), file, rule.ScopeAll, nil)
	if err != nil {
		return []string{fmt.Sprintf("%s: %s: %v", r.ID, what, err)}
	}
	var faults []string
	if len(rep.Problems) > 0 {
		faults = append(faults, fmt.Sprintf("%s: %s: %s", r.ID, what, problems(rep.Problems)))
	}
	violated := slices.ContainsFunc(rep.Findings, func(f rule.Finding) bool { return f.Verdict == rule.Violated })
	if bad && !violated {
		faults = append(faults, fmt.Sprintf("%s: the %s shows no violation", r.ID, what))
	}
	if !bad {
		for _, f := range rep.Findings {
			faults = append(faults, fmt.Sprintf("%s: the %s has a finding: %s", r.ID, what, describe(f)))
		}
	}
	return faults
}
