package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// property is one property of a resource, as a rule judges it.
type property struct {
	r    *graph.Resource
	path string
	graph.Field
	// ignored is the declaration's api-version where that is too old to have
	// the property, which then counts as absent.
	ignored string
}

func read(r *graph.Resource, path string) property {
	return property{r: r, path: path, Field: r.Get(path)}
}

// readSince is read for a property that the api-versions before since, a date,
// don't have: what is written there protects nothing.
func readSince(r *graph.Resource, path, since string) property {
	p := read(r, path)
	version := p.Part.APIVersion
	if p.Presence != value.Absent && len(version) >= len(since) && version[:len(since)] < since {
		p.ignored = version
		p.Field = graph.Field{Part: p.Part, Lookup: value.Lookup{Presence: value.Absent, At: p.At}}
	}
	return p
}

// is says whether the property has one of the wanted values, compared as Azure
// compares enums and booleans; absent is the answer where nothing is written.
func (p property) is(absent value.Tri, wanted ...any) value.Tri {
	if p.Presence == value.Absent {
		if p.r.Damaged { // it may stand in the part that can't be read
			return value.Maybe
		}
		return absent
	}
	if p.Value == nil {
		return value.Maybe
	}
	v := p.Value
	if u, ok := v.(value.Unknown); ok && u.Hint() != nil {
		v = u.Hint()
	}
	answer := matchesAny(v, wanted)
	if p.Presence == value.Possible && answer != absent {
		return value.Maybe
	}
	return answer
}

// matchesAny asks each value that v can take by itself: one that is always
// among the wanted, if not always the same, is Yes.
func matchesAny(v value.Value, wanted []any) value.Tri {
	ask := func(v value.Value) value.Tri {
		answer := value.No
		for _, w := range wanted {
			answer = answer.Or(matches(v, w))
		}
		return answer
	}
	answer := ask(v)
	if all := value.Candidates(v); answer == value.Maybe && len(all) > 0 {
		answer = ask(all[0])
		for _, c := range all[1:] {
			if ask(c) != answer {
				return value.Maybe
			}
		}
	}
	return answer
}

func matches(v value.Value, want any) value.Tri {
	switch w := want.(type) {
	case string:
		return value.EqualID(v, value.NewString(w, nil))
	case bool:
		return value.Equal(v, value.NewBool(w, nil)).Or(value.EqualID(v, value.NewString(fmt.Sprint(w), nil)))
	}
	panic("internal error: a rule compares with something that is neither text nor boolean")
}

// entry says whether the property stands in an element of a list.
func (p property) entry() bool { return strings.Contains(p.path, "[") }

// name is the property's own name, without the path to it.
func (p property) name() string { return p.path[strings.LastIndex(p.path, ".")+1:] }

// assumed says whether the property's value, or the resource's being deployed,
// rests on a parameter's default.
func (p property) assumed() bool {
	return p.Value != nil && value.DeepAssumed(p.Value)
}

// text is the value as people read it; "" where it is secret or not known.
func (p property) text() string {
	if p.Value == nil || value.HasSecret(p.Value) {
		return ""
	}
	switch v := p.Value.(type) {
	case value.String:
		return fmt.Sprintf("%q", v.String())
	case value.Bool, value.Int, value.Null:
		return strings.TrimSuffix(value.Expr(v), "()")
	}
	return ""
}

// place is the narrowest range that a person must change: where the value is
// written, at the caller's argument if it comes from there, or the resource's
// head if nothing is written.
func (p property) place() source.Range {
	if p.Presence == value.Absent || p.Value == nil {
		return p.r.At
	}
	at := p.At
	for _, s := range p.steps() {
		if s.Kind == value.OriginArgument {
			at = s.At
		}
	}
	if !at.IsValid() {
		return p.r.At
	}
	return firstLine(at)
}

// firstLine cuts a range at its first line break, so that it can be pointed at.
func firstLine(at source.Range) source.Range {
	if i := strings.IndexAny(at.Text(), "\r\n"); i >= 0 {
		return at.File.Range(at.Start, at.Start+i)
	}
	return at
}

func (p property) dialect() graph.Dialect {
	if p.Part == nil {
		return graph.Dialect{}
	}
	return p.Part.Frame.Dialect()
}

func (p property) steps() []graph.Step {
	if p.Value == nil {
		return nil
	}
	return graph.Explain(p.Part.Frame, p.Value.Origin())
}

// evidence tells how the property got its value, from the resource back to
// where it was written.
func (p property) evidence() []rule.Evidence {
	var out []rule.Evidence
	place, d := p.place(), p.dialect()
	add := func(at source.Range, format string, args ...any) {
		if !at.IsValid() || firstLine(at) == place && len(out) == 0 {
			return
		}
		at = firstLine(at)
		for _, e := range out {
			if e.At == at {
				return
			}
		}
		out = append(out, rule.Evidence{At: at, Message: fmt.Sprintf(format, args...)})
	}
	if p.Value != nil && p.KeyAt.IsValid() && place != firstLine(p.At) {
		add(p.At, "the resource sets %s here", p.name())
	}
	for _, s := range p.steps() {
		switch s.Kind {
		case value.OriginProviderDefault:
			// The place is the resource's head, as for anything that isn't
			// written: what happens there is said all the same.
			out = append(out, rule.Evidence{At: firstLine(s.At), Message: s.Name})
		case value.OriginDefault:
			add(s.At, "%s takes its default, because nothing gives it a value", d.NamedParameter(s.Name))
		case value.OriginParameter:
			add(s.At, "the value is that of %s", d.NamedParameter(s.Name))
		case value.OriginArgument:
			add(s.At, "%s is given its value here", d.NamedParameter(s.Name))
		case value.OriginVariable:
			add(s.At, "the value is that of %s", d.NamedVariable(s.Name))
		case value.OriginOutput:
			add(s.At, "the value is that of output %q", s.Name)
		case value.OriginLiteral:
			if !p.At.Contains(s.At) { // else it is in sight already
				add(s.At, "the value is written here")
			}
		}
	}
	return out
}

// because says what keeps a property from being known, and what would settle
// it.
func (p property) because() (why, settle string) {
	whys := p.Why
	if p.Value != nil {
		if w := value.WhyOf(p.Value); w != nil {
			whys = w
		}
	}
	if len(whys) == 0 && p.Presence == value.Absent && p.r.Damaged {
		return "it may stand in the part of the resource that can't be read", "repair the syntax error"
	}
	if len(whys) == 0 {
		return "its value can't be worked out", ""
	}
	w := whys[0]
	switch w.Reason {
	case value.ReasonParameter:
		named := p.dialect().NamedParameter(w.Name)
		return fmt.Sprintf("it depends on %s, which has no default", named),
			fmt.Sprintf("give %s a value, with --params or --var", named)
	case value.ReasonRuntimeReference, value.ReasonRuntimeList:
		return "it is read from Azure when the template is deployed", ""
	case value.ReasonExisting:
		return fmt.Sprintf("it is read from %q, which this template doesn't deploy", w.Name), ""
	case value.ReasonExternalModule:
		return fmt.Sprintf("it comes from module %q, which isn't on disk", w.Name), "restore the module"
	case value.ReasonModuleOutput:
		return fmt.Sprintf("it is an output of module %q", w.Name), ""
	case value.ReasonEnvironment:
		return "it depends on where the template is deployed", ""
	case value.ReasonExternalInput:
		return "it is an input of the deploying tool", ""
	case value.ReasonNonDeterministic:
		return "it differs in every deployment", ""
	case value.ReasonLoop:
		return "it depends on an item of a loop whose collection isn't known", ""
	case value.ReasonUnmappedType:
		return fmt.Sprintf("it comes from %q, a type of Terraform's that Moat doesn't know", w.Name), ""
	case value.ReasonParseError:
		return "the source is damaged here", "repair the syntax error"
	case value.ReasonLimit:
		return "a limit of the analysis was reached", ""
	}
	return "the expression has no value", ""
}

// underCondition is the condition that a declaration is deployed under, as ARM
// writes it; in a language of other words, what it depends on.
func underCondition(p *graph.Part) string {
	cond, d := p.Deployed.Value(), p.Frame.Dialect()
	if d.Name == "" {
		return "if " + value.Expr(cond)
	}
	for _, w := range value.WhyOf(cond) {
		if w.Reason == value.ReasonParameter {
			return "under a condition on " + d.NamedParameter(w.Name)
		}
	}
	return "under a condition that can't be decided"
}

// nullByDefault says whether a property is written, but comes to nothing because
// of a parameter's default.
func nullByDefault(r *graph.Resource, name string) bool {
	properties, ok := r.Get("properties").Value.(value.Object)
	if !ok {
		return false
	}
	m, ok := properties.Member(name)
	return ok && m.Value.Kind() == value.KindNull && value.DeepAssumed(m.Value)
}
