package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// credential looks at one credential of a connection: it has to come from a
// key vault or a secure parameter.
func (s *secretSearch) credential(r *graph.Resource, x suspect, prop property) {
	telemetry := read(r, "properties.category").is(value.No, "AppInsights") == value.Yes
	var f rule.Finding
	if telemetry {
		f.Severity, f.SecuritySeverity = rule.Warning, lesserSecretSeverity
	}
	key, listed := azure.GivesKey(x.value)
	text, known := literalText(x.value)
	switch param, open := openParameter(x); {
	case open:
		f.Message = fmt.Sprintf("the connection's credential comes from parameter %q, which isn't secure: its value stays in the deployment's history", param)
		f.Fix = fmt.Sprintf("mark parameter %q as secure, and give it no default", param)
		if known && text != "" {
			s.tell(x, f)
			return
		}
		report(s.p, prop, f)
	case known && x.value.Secret(): // told at the parameter
	case known:
		if text != "" {
			s.literalCredential(x, f, text)
		}
	case listed:
		f.Severity, f.SecuritySeverity = rule.Warning, lesserSecretSeverity
		f.Message = fmt.Sprintf("the connection stores a key that the template reads from Azure, by %s: it stays in the deployment's history", key)
		f.Fix = "let the connection authenticate by identity (authType 'AAD') where its service can; else take the key from a key vault"
		f.Evidence = nearest(prop.evidence(), 3)
		reportHere(s.p, prop, f)
	default:
		s.shaped(x)
	}
}

// nearest are the first steps of a long way.
func nearest(evidence []rule.Evidence, n int) []rule.Evidence {
	return evidence[:min(n, len(evidence))]
}

func (s *secretSearch) literalCredential(x suspect, f rule.Finding, text string) {
	f.Message = "the connection's credential is written in the template"
	if azure.Placeholder(text) {
		f.Severity, f.SecuritySeverity = rule.Warning, lesserSecretSeverity
		f.Message = "the connection's credential is a placeholder, which somebody will replace by the credential itself"
		f.Fix = "take it from a secure parameter without default"
	}
	s.tell(x, f)
}

// openParameter returns the parameter that a value comes from if that isn't
// secure.
func openParameter(x suspect) (name string, open bool) {
	if x.value.Secret() {
		return "", false
	}
	for _, w := range value.WhyOf(x.value) {
		if w.Reason == value.ReasonParameter {
			return w.Name, true
		}
	}
	if _, ok := literalText(x.value); !ok {
		return "", false
	}
	for _, step := range graph.Explain(x.frame, x.value.Origin()) {
		switch step.Kind {
		case value.OriginDefault, value.OriginArgument, value.OriginParameter:
			return step.Name, true
		}
	}
	return "", false
}
