package oracle

import (
	"bytes"
	"fmt"
	"slices"

	"moat/analyzer/source"
	"moat/parsers"
	"moat/parsers/template"
)

// paramsPath is where the parameter files of the runs stand.
const paramsPath = "oracle.parameters.json"

// both evaluates a pair under a setting. The values come from what the compiled
// form declares; what the Bicep side can't read of registries is cut out of it.
// The compiled form's text is text, or that on disk if text is nil.
func both(disk source.FS, p pair, s setting, text []byte) (a, b *side, err error) {
	if a, err = bicepSide(disk, p, s); err != nil {
		return nil, nil, err
	}
	b, err = armSide(disk, p, s, text, notRead(a))
	return a, b, err
}

// bicepSide evaluates the Bicep file of a pair.
func bicepSide(disk source.FS, p pair, s setting) (*side, error) {
	disk, params, err := withParameters(disk, p, s)
	if err != nil {
		return nil, err
	}
	return evaluate(disk, p.bicep, params, s)
}

// armSide evaluates the compiled form, with the modules that notRead gave cut out. Its text is text, or that on disk if text is nil.
func armSide(disk source.FS, p pair, s setting, text []byte, modules map[string]string) (*side, error) {
	disk, params, err := withParameters(disk, p, s)
	if err != nil {
		return nil, err
	}
	if text != nil {
		disk = source.Overlay(disk, map[string][]byte{p.arm: text})
	}
	b, err := evaluate(disk, p.arm, params, s)
	if err != nil || len(modules) == 0 {
		return b, err
	}
	f, err := disk.ReadFile(p.arm)
	if err != nil {
		return nil, err
	}
	cut := veil(f, b, modules)
	if cut == nil {
		return b, nil
	}
	return evaluate(source.Overlay(disk, map[string][]byte{p.arm: cut}), p.arm, params, s)
}

// withParameters puts the parameter file of a setting over the files; the path
// is "" if the setting has none. It is made from the text on disk, so that both
// sides and every mutation are given the same.
func withParameters(disk source.FS, p pair, s setting) (source.FS, string, error) {
	if s.given == nothing {
		return disk, "", nil
	}
	t, err := compiled(disk, p.arm)
	if err != nil {
		return nil, "", err
	}
	params, err := parameterFile(t, s)
	if err != nil {
		return nil, "", err
	}
	return source.Overlay(disk, map[string][]byte{paramsPath: params}), paramsPath, nil
}

// compiled parses a compiled template.
func compiled(disk source.FS, path string) (*template.Template, error) {
	f, err := disk.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for _, l := range parsers.All() {
		if l.Claims(path, f.Content()[:min(f.Len(), 4096)]) {
			if src, ok := l.Parse(f).(template.Source); ok {
				return src.Template(), nil
			}
		}
	}
	return nil, fmt.Errorf("%s is no template", path)
}

// compare judges a pair under a setting. Where both sides fail alike with the
// usual number, the others are tried until one makes no errors; every one of
// them must be alike.
func compare(disk source.FS, p pair, s setting, form *template.Template) (a, b *side, v verdict, err error) {
	if a, b, err = both(disk, p, s, nil); err != nil {
		return nil, nil, verdict{}, err
	}
	v = judge(a, b, declares(form))
	if v.outcome != failing || !numbered(form, s) {
		return a, b, v, nil
	}
	for _, n := range others {
		s.number = n
		x, y, err := both(disk, p, s, nil)
		if err != nil {
			return nil, nil, verdict{}, err
		}
		if w := judge(x, y, declares(form)); w.outcome != failing {
			return x, y, w, nil
		}
	}
	return a, b, v, nil
}

// numbered says whether the values of a setting hold a whole number.
func numbered(form *template.Template, s setting) bool {
	one, errOne := parameterFile(form, s)
	s.number++
	two, errTwo := parameterFile(form, s)
	return s.given != nothing && errOne == nil && errTwo == nil && !bytes.Equal(one, two)
}

// hopeless says whether both sides of a pair fail alike whatever the whole
// numbers are, all else being unknown. Up to which numbers that must be tried
// follows from what they are for: an index beyond every array fits none.
func hopeless(disk source.FS, p pair, form *template.Template) (bool, error) {
	s := setting{given: numbers}
	if !numbered(form, s) {
		return false, nil
	}
	for s.number = -2; s.number <= 40; s.number++ {
		a, b, err := both(disk, p, s, nil)
		if err != nil || judge(a, b, declares(form)).outcome != failing {
			return false, err
		}
	}
	return true, nil
}

// settleFailing tells a pair that fails with the values of these runs from one
// that nobody could deploy: what fails with every parameter unknown must fail
// with all values. The first verdict is that of the unknown run.
func settleFailing(disk source.FS, p pair, form *template.Template, vs []verdict) error {
	overall := together(vs[1:])
	proved := vs[0].outcome == failing
	switch {
	case proved && overall != failing && overall != differs:
		vs[0] = verdict{differs, append(vs[0].details, "fails with nothing given, and not with values")}
		return nil
	case overall != failing:
		return nil
	case !proved:
		var err error
		if proved, err = hopeless(disk, p, form); err != nil {
			return err
		}
	}
	for i := range vs {
		if proved && vs[i].outcome == failing {
			vs[i].outcome = never
		}
	}
	return nil
}

// outcome is what comparing a pair came to.
type outcome string

const (
	equal   outcome = "equal"
	differs outcome = "unequal" // the graphs do, or only one side has errors
	found   outcome = "other findings"
	failing outcome = "failing"        // equal, and so are the errors that both sides have with the values given
	never   outcome = "not deployable" // failing, with whatever values
	empty   outcome = "empty"          // equal, and nothing is deployed although something is declared
	library outcome = "library"        // only declares what others import: there is nothing to evaluate
	stale   outcome = "stale"
	missing outcome = "missing files"
)

// outcomes lists them, the one that decides first when several runs are taken
// together.
var outcomes = []outcome{stale, missing, differs, found, equal, empty, never, failing, library}

// verdict is an outcome with what led to it.
type verdict struct {
	outcome
	details []string
}

// judge compares the sides of a pair.
func judge(a, b *side, declares bool) verdict {
	diffs := differences(a, b)
	findingsA, findingsB := shared(a, b), shared(b, a)
	switch {
	case len(diffs) > 0:
		return verdict{differs, append(diffs, problems(a, b)...)}
	case a.graph == nil && b.graph == nil && !declares:
		return verdict{library, nil}
	case !slices.Equal(a.kinds, b.kinds):
		return verdict{differs, problems(a, b)}
	case !slices.Equal(findingsA, findingsB):
		return verdict{found, otherFindings(findingsA, findingsB)}
	case len(a.problems) > 0:
		return verdict{failing, problems(a, b)}
	case declares && len(a.resources)+len(a.modules) == 0:
		return verdict{empty, nil}
	}
	return verdict{equal, nil}
}

// shared lists the findings of s that the other side can have too: a
// resource that is deployed and one of the same type and name that only one
// side knows to be taken up can't be told apart by what a finding says.
func shared(s, other *side) []string {
	var out []string
	for _, f := range s.findings {
		if !s.takenUp[f.resource] && !other.takenUp[f.resource] {
			out = append(out, f.text)
		}
	}
	return out
}

// otherFindings lists the findings that only one side has.
func otherFindings(a, b []string) []string {
	var out []string
	for _, f := range a {
		if !slices.Contains(b, f) {
			out = append(out, "only in Bicep: "+f)
		}
	}
	for _, f := range b {
		if !slices.Contains(a, f) {
			out = append(out, "only in JSON: "+f)
		}
	}
	return out
}

// problems lists the first problems of both sides.
func problems(a, b *side) []string {
	var out []string
	for _, s := range []*side{a, b} {
		for _, p := range s.problems[:min(len(s.problems), 4)] {
			out = append(out, "problem: "+p)
		}
	}
	return out
}

// together is the outcome of several runs: the worst, but for runs whose values
// make the template fail, or deploy nothing, where another run is equal.
func together(vs []verdict) outcome {
	for _, o := range outcomes {
		if slices.ContainsFunc(vs, func(v verdict) bool { return v.outcome == o }) {
			return o
		}
	}
	return library
}

// declares says whether a template declares anything to deploy, itself or in the
// templates that it deploys.
func declares(t *template.Template) bool {
	return slices.ContainsFunc(t.Resources, func(r *template.Resource) bool { return !r.Existing }) ||
		slices.ContainsFunc(t.Modules, func(m *template.Module) bool { return m.Inline == nil || declares(m.Inline) })
}
