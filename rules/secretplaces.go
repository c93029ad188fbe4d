package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// parameters looks at what parameters are given, in the template and in files
// of values.
func (s *secretSearch) parameters(f *graph.Frame) {
	for _, p := range f.Module.Parameters {
		d := f.Module.Dialect
		what := d.NamedParameter(p.Name)
		for _, v := range [...]struct {
			value value.Value
			path  string
			noun  string
			// secret says whether a text can be a credential here.
			secret func(string) bool
		}{
			{p.Default, "defaultValue", "the default of " + d.SecureWord() + " " + what, azure.DefaultLike},
			{p.Value, "value", "the value of " + d.SecureWord() + " " + what, func(t string) bool {
				return !p.Listed && !azure.NameSaysLabel(p.Name) && azure.PasswordLike(t)
			}},
		} {
			if v.value == nil || value.Size(v.value) > maxTexts {
				continue
			}
			eachText(v.value, value.Path{value.NameStep("parameters"), value.NameStep(p.Name), value.NameStep(v.path)}, func(at value.Path, t value.Value) {
				x := suspect{on: templateRef(f), frame: f, path: at.String(), value: t, at: p.At, what: what}
				last := at[len(at)-1].Name
				switch {
				case s.shaped(x):
				case p.Secure && (len(at) == 3 || azure.NameSaysSecret(last)) && x.direct(p.Name):
					s.namedIf(v.secret, x, v.noun)
				case !p.Secure && len(at) == 3 && azure.NameSaysPassword(p.Name):
					s.named(x, fmt.Sprintf("the value of %s", what))
				}
			})
		}
	}
}

// maxTexts bounds the values of one parameter or variable that are looked at.
const maxTexts = 20_000

// variables looks at what stands in variables, read or not.
func (s *secretSearch) variables(f *graph.Frame) {
	for _, v := range f.Module.Variables {
		if v.Value == nil || value.Size(v.Value) > maxTexts {
			continue
		}
		eachText(v.Value, value.Path{value.NameStep("variables"), value.NameStep(v.Name)}, func(at value.Path, t value.Value) {
			x := suspect{on: templateRef(f), frame: f, path: at.String(), value: t, at: v.At, what: f.Module.Dialect.NamedVariable(v.Name)}
			if name := at[len(at)-1].Name; !s.shaped(x) && azure.NameSaysPassword(name) && !t.Secret() {
				s.named(x, fmt.Sprintf("the value of %s", x.what))
			}
		})
	}
}

// resource looks at the properties of one declaration.
func (s *secretSearch) resource(part *graph.Part) {
	r := &graph.Resource{Part: part}
	for _, leaf := range azure.Leaves(part) {
		if leaf.Place == azure.AnyPlace && shapeOf(leaf.Value) == "" {
			continue // as nearly all are
		}
		prop := read(r, leaf.Path)
		x := suspect{on: rule.RefTo(r), frame: part.Frame, path: leaf.Path, value: leaf.Value, at: prop.At, what: fmt.Sprintf("property %s", prop.name())}
		if !x.at.IsValid() {
			x.at = part.At
		}
		if names, _ := x.parameters(); leaf.Value.Secret() && len(names) > 0 && leaf.Place != azure.ConnectionSecret {
			continue // told where it was declared
		}
		text, _ := literalText(leaf.Value)
		switch leaf.Place {
		case azure.ConnectionSecret:
			s.credential(r, x, prop)
		case azure.VaultSecret:
			if !s.shaped(x) && azure.LooksSecret(text) {
				s.named(x, "the value of a secret")
			}
		case azure.AppSetting:
			x.what = fmt.Sprintf("setting %q", leaf.Name)
			if !s.shaped(x) && azure.NameSaysSecret(leaf.Name) && azure.LooksSecret(text) {
				s.named(x, fmt.Sprintf("the value of %s", x.what))
			}
		case azure.Password:
			if !s.shaped(x) {
				s.named(x, fmt.Sprintf("the value of %s", x.what))
			}
		default:
			s.shaped(x)
		}
	}
}
