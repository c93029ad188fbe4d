package rules

import (
	"fmt"
	"path"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// secretSearch looks for credentials in what one entry point deploys. Each
// place is told once, however many ways lead to it.
type secretSearch struct {
	p    *rule.Pass
	seen map[source.Range]bool
}

func newSecretSearch(p *rule.Pass) *secretSearch {
	return &secretSearch{p, map[source.Range]bool{}}
}

// suspect is a value that may be a credential, with where it stands.
type suspect struct {
	on    rule.ResourceRef
	frame *graph.Frame
	path  string
	value value.Value
	at    source.Range // where it is used or declared
	what  string       // "parameter \"x\"", to say where it is used
}

// written finds where a value was written out: the literal to point at, and
// every range that spells it or a part of it.
func (x suspect) written() (at source.Range, all []source.Range) {
	var given source.Range
	for _, s := range graph.Explain(x.frame, x.value.Origin()) {
		switch s.Kind {
		case value.OriginLiteral, value.OriginComputed, value.OriginLoaded:
			at = s.At
			all = append(all, s.At)
		case value.OriginArgument: // the literal itself where nothing stands between
			given = s.At
		}
	}
	if !at.IsValid() && given.IsValid() {
		at, all = given, []source.Range{given}
	}
	return at, all
}

// direct says whether a value is one literal that nothing but the named
// parameter, and secure ones and variables, hands on: what a parameter holds
// that isn't secure is no secret to whoever wrote it.
func (x suspect) direct(name string) bool {
	steps := graph.Explain(x.frame, x.value.Origin())
	for _, s := range steps {
		switch s.Kind {
		case value.OriginParameter, value.OriginDefault, value.OriginArgument:
			if !strings.EqualFold(s.Name, name) {
				return false
			}
		case value.OriginLiteral, value.OriginVariable:
		default:
			return false
		}
	}
	return len(steps) > 0
}

// tell reports a credential that is written out. The message must not hold any
// part of it.
func (s *secretSearch) tell(x suspect, f rule.Finding) {
	at, all := x.written()
	if !at.IsValid() {
		at = x.at
	}
	if !at.IsValid() || s.seen[at] {
		return
	}
	s.seen[at] = true
	f.Path, f.At, f.Secrets = x.path, firstLine(at), all
	f.Assumed = f.Assumed || value.DeepAssumed(x.value)
	f.Evidence = append(f.Evidence, x.evidence(at)...)
	s.p.ReportOn(x.on, f)
}

// evidence tells how the credential gets from where it is written to where it
// is used.
func (x suspect) evidence(written source.Range) []rule.Evidence {
	var out []rule.Evidence
	add := func(at source.Range, message string) {
		if !at.IsValid() || at == written || at.Contains(written) {
			return
		}
		for _, e := range out {
			if e.At == firstLine(at) {
				return
			}
		}
		out = append(out, rule.Evidence{At: firstLine(at), Message: message})
	}
	add(x.at, x.what+" takes it")
	d := x.frame.Dialect()
	for _, step := range graph.Explain(x.frame, x.value.Origin()) {
		switch step.Kind {
		case value.OriginVariable:
			add(step.At, d.NamedVariable(step.Name)+" holds it")
		case value.OriginParameter, value.OriginDefault:
			add(step.At, d.NamedParameter(step.Name)+" holds it")
		case value.OriginArgument:
			add(step.At, d.NamedParameter(step.Name)+" is given it here")
		case value.OriginOutput:
			add(step.At, fmt.Sprintf("output %q holds it", step.Name))
		}
	}
	return out
}

// literalText is a text that is written out as a whole; false for one that is
// put together, loaded from a file, or not known.
func literalText(v value.Value) (string, bool) {
	s, ok := v.(value.String)
	if !ok {
		return "", false
	}
	return s.String(), true
}

// shaped reports a text that can be nothing but a credential, wherever it
// stands.
func (s *secretSearch) shaped(x suspect) bool {
	what := shapeOf(x.value)
	if what != "" {
		s.tell(x, rule.Finding{Message: fmt.Sprintf("%s is written in the template, in %s", what, x.what)})
	}
	return what != ""
}

// shapeOf says what credential a text, or a literal part of it, is by its form;
// "" if none.
func shapeOf(v value.Value) string {
	switch v := v.(type) {
	case value.String:
		return azure.SecretShape(v.String())
	case value.Text:
		for _, p := range v.Pieces() {
			if what := azure.SecretShape(p.Lit); what != "" {
				return what
			}
		}
	}
	return ""
}

// fromSecure is how to come by a credential that isn't known yet.
func (x suspect) fromSecure() string {
	d := x.frame.Dialect()
	return fmt.Sprintf("take it from a %s %s without default", d.SecureWord(), d.ParameterWord())
}

// named reports a text whose place says that it is a credential.
func (s *secretSearch) named(x suspect, what string) { s.namedIf(azure.PasswordLike, x, what) }

// namedIf is named with a test of its own for what can be a credential.
func (s *secretSearch) namedIf(secret func(string) bool, x suspect, what string) {
	t, ok := literalText(x.value)
	switch {
	case !ok || !secret(t):
	case azure.Placeholder(t):
		s.tell(x, rule.Finding{
			Severity: rule.Warning, SecuritySeverity: lesserSecretSeverity,
			Message: fmt.Sprintf("%s is a placeholder, which somebody will replace by the credential itself", what),
			Fix:     x.fromSecure(),
		})
	default:
		f := rule.Finding{Message: what + " is written in " + writtenIn(x)}
		if azure.TakesTelemetry(t) {
			f.Severity, f.SecuritySeverity = rule.Warning, lesserSecretSeverity
		}
		s.tell(x, f)
	}
}

// writtenIn names the kind of file that a value is written in.
func writtenIn(x suspect) string {
	if at, _ := x.written(); at.IsValid() {
		switch path.Ext(strings.TrimSuffix(at.File.Path(), ".json")) {
		case ".tfvars", ".bicepparam", ".parameters":
			return "a file of values"
		}
	}
	return "the template"
}
