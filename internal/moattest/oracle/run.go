package oracle

import (
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

// armSide evaluates the compiled form, with the deployments of the given ids cut
// out. Its text is text, or that on disk if text is nil.
func armSide(disk source.FS, p pair, s setting, text []byte, ids map[string]bool) (*side, error) {
	disk, params, err := withParameters(disk, p, s)
	if err != nil {
		return nil, err
	}
	if text != nil {
		disk = source.Overlay(disk, map[string][]byte{p.arm: text})
	}
	b, err := evaluate(disk, p.arm, params, s)
	if err != nil || len(ids) == 0 {
		return b, err
	}
	f, err := disk.ReadFile(p.arm)
	if err != nil {
		return nil, err
	}
	cut := veil(f, b, ids)
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

// outcome is what comparing a pair came to.
type outcome string

const (
	equal    outcome = "equal"
	differs  outcome = "unequal"
	findOnly outcome = "other findings"
	faulty   outcome = "errors"
	empty    outcome = "empty" // nothing is deployed although something is declared
	stale    outcome = "stale"
	missing  outcome = "missing files"
)

// verdict is an outcome with what led to it.
type verdict struct {
	outcome
	details []string
}

// judge compares the sides of a pair.
func judge(p pair, a, b *side, declares bool) verdict {
	diffs := differences(a, b)
	switch {
	case !p.fresh:
		return verdict{stale, nil}
	case p.missing:
		return verdict{missing, nil}
	case len(diffs) > 0 && otherDefaults(a, b):
		return verdict{stale, nil} // nobody compiled these two from one source
	case len(diffs) > 0:
		return verdict{differs, append(diffs, problems(a, b)...)}
	case len(a.problems)+len(b.problems) > 0:
		return verdict{faulty, problems(a, b)}
	case !slices.Equal(a.findings, b.findings):
		return verdict{findOnly, append(append([]string{"Bicep:"}, a.findings...), append([]string{"JSON:"}, b.findings...)...)}
	case declares && len(a.resources)+len(a.modules) == 0:
		return verdict{empty, nil}
	}
	return verdict{equal, nil}
}

func problems(a, b *side) []string {
	var out []string
	for _, s := range []*side{a, b} {
		for _, p := range s.problems[:min(len(s.problems), 4)] {
			out = append(out, "problem: "+p)
		}
	}
	return out
}

// declares says whether a template declares anything to deploy.
func declares(t *template.Template) bool {
	return len(t.Modules) > 0 || slices.ContainsFunc(t.Resources, func(r *template.Resource) bool { return !r.Existing })
}
