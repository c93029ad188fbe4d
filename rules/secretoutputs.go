package rules

import (
	"fmt"
	"path"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// templateRef names the template of a frame.
func templateRef(f *graph.Frame) rule.ResourceRef {
	return rule.ResourceRef{Type: templateType, Name: path.Base(f.Module.File.Path())}
}

// eachText calls f with every text inside v and its path below at.
func eachText(v value.Value, at value.Path, f func(at value.Path, v value.Value)) {
	switch v := v.(type) {
	case value.Object:
		for _, m := range v.Members() {
			eachText(m.Value, at.Child(value.NameStep(m.Key)), f)
		}
	case value.Array:
		for i, it := range v.Items() {
			eachText(it, at.Child(value.IndexStep(i)), f)
		}
	case value.String, value.Text:
		f(at, v)
	}
}

// outputs looks at what a template gives out.
func (s *secretSearch) outputs(f *graph.Frame) {
	for _, o := range f.Module.Outputs {
		if o.Secure || o.Value == nil {
			continue
		}
		d := f.Module.Dialect
		passed := f.Call != nil && d.PassesOutputs
		finding := rule.Finding{
			Path: "outputs." + o.Name, At: firstLine(o.At),
			Fix: "don't give it out; let the reader ask the service or a key vault for it, or mark the output as " + d.SecureWord(),
		}
		switch key, gives := azure.GivesKey(o.Value); {
		case gives && !passed:
			finding.Message = fmt.Sprintf("output %q gives a key away: it is made with %s, and outputs stay in %s", o.Name, key, d.RecordName())
			if d.KeysAreProperties { // no call shows
				finding.Message = fmt.Sprintf("output %q gives a key away, and outputs stay in %s", o.Name, d.RecordName())
			}
			if key == "ConnectionString" {
				finding.Severity, finding.SecuritySeverity = rule.Warning, lesserSecretSeverity
				finding.Message = fmt.Sprintf("output %q gives a connection string away, and outputs stay in %s", o.Name, d.RecordName())
			}
		case !passed && (azure.GivesSecret(o.Value) || holdsSecret(f, o.Value)):
			finding.Message = fmt.Sprintf("output %q gives a secret away: it isn't marked as %s, and outputs stay in %s", o.Name, d.SecureWord(), d.RecordName())
		default:
			eachText(o.Value, value.Path{value.NameStep("outputs"), value.NameStep(o.Name)}, func(at value.Path, t value.Value) {
				s.shaped(suspect{on: templateRef(f), frame: f, path: at.String(), value: t, at: o.At, what: fmt.Sprintf("output %q", o.Name)})
			})
			continue
		}
		if !s.seen[o.At] {
			s.seen[o.At] = true
			s.p.ReportOn(templateRef(f), finding)
		}
	}
}

// holdsSecret says whether a known value is, or holds, that of a secure
// parameter as it is, not one that a secret merely chose.
func holdsSecret(f *graph.Frame, v value.Value) bool {
	found := false
	if !value.HasSecret(v) {
		return false
	}
	eachText(v, nil, func(_ value.Path, t value.Value) {
		given := false
		for _, step := range graph.Explain(f, t.Origin()) {
			switch step.Kind {
			case value.OriginComputed:
				return
			case value.OriginDefault, value.OriginParameter, value.OriginArgument:
				given = true
			}
		}
		found = found || given && t.Secret() && t.Kind() == value.KindString && value.PlainText(t, "") != ""
	})
	return found
}
