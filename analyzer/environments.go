package analyzer

import (
	"slices"

	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// joinEnvironments makes one finding of those that say the same of one resource
// and differ only in the parameter file that decides it: whoever has five
// environments has one gap, not five. The one finding stands in the template,
// and its evidence leads to each of the files.
func (a *analysis) joinEnvironments(r *Report, outcomes []outcome) {
	entries := map[string]entry{}
	for _, o := range outcomes {
		entries[o.entry.name()] = o.entry
	}
	type group struct {
		rule     *rule.Rule
		resource rule.ResourceRef
		path     string
		verdict  rule.Verdict
		message  string
		template string
	}
	groups := map[group][]int{}
	var order []group
	for i, f := range r.Findings {
		template, ok := decidedByParams(f, entries)
		if !ok || !f.Resource.At.IsValid() {
			continue
		}
		g := group{f.Rule, f.Resource, f.Path, f.Verdict, f.Message, template}
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], i)
	}
	gone := map[int]bool{}
	for _, g := range order {
		list := groups[g]
		if len(list) < 2 {
			continue
		}
		joined := join(r.Findings, list)
		for _, i := range list[1:] {
			gone[i] = true
		}
		r.Findings[list[0]] = joined
	}
	if len(gone) == 0 {
		return
	}
	var out []rule.Finding
	for i, f := range r.Findings {
		if !gone[i] {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, rule.Compare)
	r.Findings = out
}

// decidedByParams says whether a finding stands in a parameter file of the one
// deployment that shows it, and of which template that is.
func decidedByParams(f rule.Finding, entries map[string]entry) (template string, ok bool) {
	if len(f.EntryPoints) != 1 {
		return "", false
	}
	e, known := entries[f.EntryPoints[0]]
	return e.path, known && slices.Contains(e.params, f.At.Path())
}

// join is the one finding of those at the given indices.
func join(fs []rule.Finding, list []int) rule.Finding {
	out := fs[list[0]]
	files := map[string]bool{}
	for _, i := range list {
		files[fs[i].At.Path()] = true
	}
	// Where the resource sets the property, if the evidence shows it; else its
	// declaration.
	place := func(at source.Range) bool {
		return at.IsValid() && at.Path() == out.Resource.At.Path() && out.Resource.Whole.Contains(at) && at != out.Resource.At
	}
	at := out.Resource.At
	if i := slices.IndexFunc(out.Evidence, func(e rule.Evidence) bool { return place(e.At) }); i >= 0 {
		at = out.Evidence[i].At
	}
	var evidence []rule.Evidence
	var entryPoints []string
	for _, i := range list {
		f := fs[i]
		evidence = append(evidence, rule.Evidence{At: f.At, Message: "decided here for " + f.EntryPoints[0]})
		entryPoints = append(entryPoints, f.EntryPoints...)
		out.Assumed = out.Assumed && f.Assumed
		if f.Severity.Rank() > out.Severity.Rank() {
			out.Severity = f.Severity
		}
	}
	for _, e := range out.Evidence {
		if e.At != at && !files[e.At.Path()] {
			evidence = append(evidence, e)
		}
	}
	slices.Sort(entryPoints)
	out.At, out.Evidence, out.EntryPoints = at, evidence, slices.Compact(entryPoints)
	return out
}
