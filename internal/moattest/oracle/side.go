package oracle

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers"
	"moat/rules"
)

// side is one template evaluated once, printed without what depends on the
// language.
type side struct {
	resources map[string]json.RawMessage // by key
	modules   map[string]json.RawMessage // those that could not be read, by key
	other     map[string]json.RawMessage // parameters, outputs, targetScope
	problems  []string
	kinds     []diag.Kind                // of the problems, sorted, each once
	faults    map[string]json.RawMessage // what has no value because an expression is wrong, by place
	findings  []finding
	takenUp   map[string]bool // existing resources, by type and name
	summary   analyzer.Summary
	graph     *graph.Graph // nil if there was nothing to evaluate
}

// evaluate evaluates one template and runs every rule over it; params is the
// path of a parameter file, "" without one.
func evaluate(disk source.FS, path, params string, s setting) (*side, error) {
	engine := &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
	opts := analyzer.Options{Paths: []string{path}, Jobs: 1, Fixed: s.scope}
	if params != "" {
		opts.Params = []string{params}
	}
	r, err := engine.Analyze(context.Background(), disk, opts)
	if err != nil {
		return nil, err
	}
	out := &side{
		resources: map[string]json.RawMessage{}, modules: map[string]json.RawMessage{}, other: map[string]json.RawMessage{},
		summary: r.Summary,
	}
	out.findings, out.takenUp = findings(r)
	for _, p := range r.Problems {
		if p.Kind == diag.Binding && strings.HasSuffix(p.Message, "doesn't exist") {
			continue // the corpus lacks a file, and the compiled form holds it
		}
		out.problems = append(out.problems, fmt.Sprintf("%s:%v: %s", p.At.Path(), p.At.StartPosition(), p.Message))
		out.kinds = append(out.kinds, p.Kind)
	}
	slices.Sort(out.kinds)
	out.kinds = slices.Compact(out.kinds)
	if len(r.Entries) != 1 {
		out.problems = append(out.problems, fmt.Sprintf("%d entry points", len(r.Entries)))
		out.kinds = append(out.kinds, "entry points")
		return out, nil
	}
	out.graph = r.Entries[0].Graph
	out.faults = faults(out.graph)
	return out, out.print(r)
}

// finding is what a rule found about a resource.
type finding struct {
	resource string // type and name, in lower case
	text     string // rule, verdict, resource, property
}

// findings lists what the rules found about deployed resources, sorted, and the
// resources that are only taken up, but for those of the same type and name
// that are deployed under the same id.
//
// Compiled templates in array form don't tell what they take as existing, so
// only findings about what is deployed can be equal.
func findings(r *analyzer.Report) (out []finding, takenUp map[string]bool) {
	deployed, ids := map[string]bool{}, map[value.Key]bool{}
	takenUp = map[string]bool{}
	named := func(p *graph.Part) string {
		ref := rule.RefTo(&graph.Resource{Part: p})
		return strings.ToLower(ref.Type + " " + ref.Name)
	}
	for _, e := range r.Entries {
		for _, p := range e.Graph.Parts {
			if !p.Existing {
				deployed[named(p)], ids[value.IDKey(p.ID)] = true, true
			}
		}
		for _, p := range e.Graph.Parts {
			if p.Existing && !ids[value.IDKey(p.ID)] {
				takenUp[named(p)] = true
			}
		}
	}
	for _, f := range r.Findings {
		name := strings.ToLower(f.Resource.Type + " " + f.Resource.Name)
		if deployed[name] {
			out = append(out, finding{name, strings.ToLower(fmt.Sprintf("%s %s %s %s", f.Rule.ID, f.Verdict, name, f.Path))})
		}
	}
	slices.SortFunc(out, func(a, b finding) int { return strings.Compare(a.text, b.text) })
	return out, takenUp
}

// print fills in the sections of the normalised graph.
func (s *side) print(r *analyzer.Report) error {
	var b bytes.Buffer
	for _, f := range report.GraphFormats() {
		if f.Name == "json" {
			if err := f.Write(&b, r, report.GraphOptions{Normalize: true}); err != nil {
				return err
			}
		}
	}
	var doc struct {
		EntryPoints []map[string]json.RawMessage
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		return err
	}
	if len(doc.EntryPoints) != 1 {
		return fmt.Errorf("%d entry points printed, want 1", len(doc.EntryPoints))
	}
	for name, raw := range doc.EntryPoints[0] {
		var err error
		switch name {
		case "resources":
			s.resources, err = keyed(raw)
		case "modules":
			s.modules, err = keyed(raw)
		default:
			s.other[name] = raw
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// keyed tells the members of a list apart by their keys; a key that comes again
// gets a number.
func keyed(raw json.RawMessage) (map[string]json.RawMessage, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	out := map[string]json.RawMessage{}
	for _, r := range list {
		var k struct{ Key string }
		if err := json.Unmarshal(r, &k); err != nil {
			return nil, err
		}
		key := strings.ToLower(k.Key)
		for n := 2; out[key] != nil; n++ {
			key = fmt.Sprintf("%s (%d)", strings.ToLower(k.Key), n)
		}
		out[key] = r
	}
	return out, nil
}

// otherDefaults says whether a parameter's literal default differs, which
// proves that the compiled form was made from another source.
func otherDefaults(a, b *side) bool {
	literals := func(s *side) map[string]string {
		var params map[string]struct{ Value any }
		if json.Unmarshal(s.other["parameters"], &params) != nil {
			return nil
		}
		out := map[string]string{}
		for name, p := range params {
			if text, ok := p.Value.(string); ok && !strings.HasPrefix(text, "[") {
				out[name] = text
			}
		}
		return out
	}
	la, lb := literals(a), literals(b)
	for name, v := range la {
		if w, ok := lb[name]; ok && v != w {
			return true
		}
	}
	return false
}
