package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
)

// report gives a finding about a property: its place, how it got its value,
// and whether that rests on a default.
func report(p *rule.Pass, prop property, f rule.Finding) {
	f.Path = prop.path
	f.At = prop.place()
	f.Assumed = f.Assumed || prop.assumed()
	f.Evidence = append(prop.evidence(), f.Evidence...)
	f.Fixes = append(f.Fixes, closing(p.Rule, prop, f.Verdict)...)
	p.Report(prop.r, f)
}

// undetermined reports a question that a property leaves open.
func undetermined(p *rule.Pass, prop property, question string) {
	undeterminedWith(p, prop, question, nil)
}

// undeterminedWith is undetermined with further evidence.
func undeterminedWith(p *rule.Pass, prop property, question string, evidence []rule.Evidence) {
	why, settle := prop.because()
	report(p, prop, rule.Finding{
		Verdict: rule.Undetermined,
		Message: fmt.Sprintf("%s: %s", question, why),
		Settle:  settle, Evidence: evidence,
	})
}

// state says what a property is, or what Azure takes it to be.
func state(prop property, otherwise string) string {
	if prop.ignored != "" {
		return fmt.Sprintf("api-version %s has no %s, so that Azure ignores it, and its default is %s", prop.ignored, prop.name(), otherwise)
	}
	if prop.Presence == value.Absent {
		return fmt.Sprintf("%s isn't set, and Azure's default is %s", prop.name(), otherwise)
	}
	if t := prop.text(); t != "" {
		return fmt.Sprintf("%s is %s", prop.name(), t)
	}
	return fmt.Sprintf("none of the values that %s can take closes it", prop.name())
}

// hidden reports an absence that can't be asserted, because the missing thing
// may stand in what couldn't be read.
func hidden(p *rule.Pass, r *graph.Resource, gaps []graph.FramedGap, question string) {
	gap := gaps[0]
	f := rule.Finding{Verdict: rule.Undetermined}
	switch gap.Kind {
	case graph.GapModule:
		f.Message = fmt.Sprintf("%s: module %q, which may hold it, isn't on disk", question, gap.Name)
		f.Settle = "restore the module"
	case graph.GapLimit:
		f.Message = question + ": a limit of the analysis was reached"
	case graph.GapType:
		f.Message = fmt.Sprintf("%s: the type of %q, which may be it, isn't known", question, gap.Name)
		f.Settle = "what " + gap.Name + " takes its type from"
	default:
		f.Message = fmt.Sprintf("%s: %q can't be read whole", question, gap.Name)
		f.Settle = "repair the syntax error"
	}
	for _, g := range gaps {
		if g.At.IsValid() {
			f.Evidence = append(f.Evidence, rule.Evidence{At: firstLine(g.At), Message: fmt.Sprintf("%s couldn't be read: %s", g.Name, g.Why)})
		}
	}
	p.Report(r, f)
}
