package rules

import (
	"fmt"
	"slices"
	"strings"

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
	d := x.frame.Dialect()
	text, known := literalText(x.value)
	switch param, open := openParameter(x); {
	case open:
		f.Message = fmt.Sprintf("the connection's credential comes from %s, which isn't %s: its value stays in %s", d.NamedParameter(param), d.SecureWord(), d.RecordName())
		f.Fix = fmt.Sprintf("mark %s as %s, and give it no default", d.NamedParameter(param), d.SecureWord())
		if known && azure.Placeholder(text) {
			f.Severity, f.SecuritySeverity = rule.Warning, lesserSecretSeverity
		}
		if known && text != "" {
			s.tell(x, f)
			return
		}
		report(s.p, prop, f)
	case known:
		if names, _ := x.parameters(); len(names) == 0 && text != "" { // else it is told at the parameter
			s.literalCredential(x, f, text)
		}
	case listed:
		f.Severity, f.SecuritySeverity = rule.Warning, lesserSecretSeverity
		f.Message = fmt.Sprintf("the connection stores a key that the template reads from Azure, by %s: it stays in %s", key, d.RecordName())
		if d.KeysAreProperties {
			f.Message = fmt.Sprintf("the connection stores a key that the template reads from Azure: it stays in %s", d.RecordName())
		}
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
		f.Fix = x.fromSecure()
	}
	s.tell(x, f)
}

// parameters are the names of those that a value comes from, and whether one of
// them is secure.
func (x suspect) parameters() (names []string, secure bool) {
	for _, w := range value.WhyOf(x.value) {
		if w.Reason == value.ReasonParameter {
			names = append(names, w.Name)
		}
	}
	if _, known := literalText(x.value); known {
		for _, step := range graph.Explain(x.frame, x.value.Origin()) {
			switch step.Kind {
			case value.OriginDefault, value.OriginArgument, value.OriginParameter:
				names = append(names, step.Name)
			}
		}
	}
	for f := x.frame; f != nil; f = f.Parent {
		for _, p := range f.Module.Parameters {
			secure = secure || p.Secure && slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, p.Name) })
		}
	}
	return names, secure
}

// openParameter returns the parameter that a value comes from if none on the
// way is secure.
func openParameter(x suspect) (name string, open bool) {
	names, secure := x.parameters()
	if len(names) == 0 || secure {
		return "", false
	}
	return names[0], true
}
