package oracle

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
)

// deployment is the id of the deployment that a call makes, as text that is the
// same in both languages.
func deployment(c *graph.Call) string {
	return string(value.AppendJSON(nil, c.ID, value.JSONOptions{Expressions: true, SortKeys: true, FoldIDs: true}))
}

// eachCall visits every module call below m.
func eachCall(m *graph.Module, visit func(*graph.Call)) {
	for _, c := range m.Calls {
		visit(c)
		if c.Module != nil {
			eachCall(c.Module, visit)
		}
	}
}

// notRead is the deployments that the Bicep side only names, because their
// modules lie in a registry.
func notRead(s *side) map[string]bool {
	out := map[string]bool{}
	if s.graph != nil {
		eachCall(s.graph.Root, func(c *graph.Call) {
			if c.Module == nil && c.External {
				out[deployment(c)] = true
			}
		})
	}
	return out
}

// veil returns the text of a compiled template whose deployments of the given
// ids only name their templates, as the Bicep file does; nil if it has none of
// them. The places of what was cut are those in f.
func veil(f *source.File, compiled *side, ids map[string]bool) []byte {
	if compiled.graph == nil || len(ids) == 0 {
		return nil
	}
	var templates []*jsonc.Node
	doc := jsonc.Parse(f)
	eachCall(compiled.graph.Root, func(c *graph.Call) {
		if c.Module == nil || !ids[deployment(c)] || c.At.Path() != f.Path() {
			return
		}
		if n := templateAt(doc.Root, int(c.At.Start)); n != nil && !slices.Contains(templates, n) {
			templates = append(templates, n)
		}
	})
	if len(templates) == 0 {
		return nil
	}
	slices.SortFunc(templates, func(a, b *jsonc.Node) int { return int(a.Range().Start) - int(b.Range().Start) })
	var out []byte
	src, last := f.Content(), 0
	for _, n := range templates {
		at := n.Range()
		if int(at.Start) < last {
			continue // inside one that is cut already
		}
		key := strings.LastIndex(string(src[:at.Start]), `"template"`)
		out = append(out, src[last:key]...)
		out = append(out, `"templateLink": {"id": "a module of a registry"}`...)
		last = int(at.End)
	}
	return append(out, src[last:]...)
}

// templateAt is the template of the innermost deployment around an offset; nil
// without one.
func templateAt(n *jsonc.Node, offset int) *jsonc.Node {
	at := n.Range()
	if offset < int(at.Start) || offset >= int(at.End) {
		return nil
	}
	for _, m := range n.Members() {
		if t := templateAt(m.Value, offset); t != nil {
			return t
		}
	}
	for _, it := range n.Items() {
		if t := templateAt(it, offset); t != nil {
			return t
		}
	}
	if strings.EqualFold(n.GetFold("type").Text(), "Microsoft.Resources/deployments") {
		if t := n.GetFold("properties").GetFold("template"); t.Kind() == jsonc.Object {
			return t
		}
	}
	return nil
}
