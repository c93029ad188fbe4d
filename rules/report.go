package rules

import (
	"fmt"

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
