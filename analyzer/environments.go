package analyzer

import (
	"slices"
	"strings"

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
	inFile := map[group]bool{} // a parameter file decides one of them
	var order []group
	for i, f := range r.Findings {
		template := templateOf(f, entries)
		if template == "" || !f.Resource.At.IsValid() {
			continue
		}
		g := group{f.Rule, f.Resource, f.Path, f.Verdict, f.Message, template}
		inFile[g] = inFile[g] || decidedByParams(f, entries)
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], i)
	}
	gone := map[int]bool{}
	for _, g := range order {
		list := groups[g]
		if len(list) < 2 || !inFile[g] {
			continue
		}
		joined := join(r.Findings, list, entries)
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

// templateOf is the template whose deployments show a finding; "" if there are
// several.
func templateOf(f rule.Finding, entries map[string]entry) string {
	template := ""
	for _, name := range f.EntryPoints {
		e, known := entries[name]
		if !known || template != "" && e.path != template {
			return ""
		}
		template = e.path
	}
	return template
}

// decidedByParams says whether a finding stands in a parameter file of the
// deployments that show it.
func decidedByParams(f rule.Finding, entries map[string]entry) bool {
	return slices.ContainsFunc(f.EntryPoints, func(name string) bool { return slices.Contains(entries[name].params, f.At.Path()) })
}

// join is the one finding of those at the given indices.
func join(fs []rule.Finding, list []int, entries map[string]entry) rule.Finding {
	out := fs[list[0]]
	at := placeOf(fs, list, entries)
	files := map[string]bool{}
	var evidence []rule.Evidence
	var entryPoints []string
	for _, i := range list {
		f := fs[i]
		entryPoints = append(entryPoints, f.EntryPoints...)
		out.Assumed = out.Assumed && f.Assumed
		if f.Severity.Rank() > out.Severity.Rank() {
			out.Severity = f.Severity
		}
		if decidedByParams(f, entries) {
			files[f.At.Path()] = true
			evidence = append(evidence, rule.Evidence{At: f.At, Message: "decided here for " + strings.Join(f.EntryPoints, ", ")})
		}
	}
	// What the files don't decide is told as ever, and once.
	for _, i := range list {
		for _, e := range fs[i].Evidence {
			if e.At != at && !files[e.At.Path()] && !slices.Contains(evidence, e) {
				evidence = append(evidence, e)
			}
		}
	}
	slices.Sort(entryPoints)
	out.At, out.Evidence, out.EntryPoints = at, evidence, slices.Compact(entryPoints)
	return out
}

// placeOf is where the resource sets the property, if one of the findings stands
// there or its evidence shows it; else the declaration.
func placeOf(fs []rule.Finding, list []int, entries map[string]entry) source.Range {
	resource := fs[list[0]].Resource
	within := func(at source.Range) bool {
		return at.IsValid() && at != resource.At && resource.Whole.Contains(at)
	}
	for _, i := range list {
		if !decidedByParams(fs[i], entries) && within(fs[i].At) {
			return fs[i].At
		}
	}
	for _, i := range list {
		for _, e := range fs[i].Evidence {
			if within(e.At) {
				return e.At
			}
		}
	}
	return resource.At
}
