package oracle

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

// deployment is the id of the deployment that a call makes, as text that is the
// same in both languages.
func deployment(c *graph.Call) string { return idText(c.ID) }

// eachCall visits every module call below m.
func eachCall(m *graph.Module, visit func(*graph.Call)) {
	for _, c := range m.Calls {
		visit(c)
		if c.Module != nil {
			eachCall(c.Module, visit)
		}
	}
}

// notRead is the modules that the Bicep side only names, because they lie in a
// registry or aren't part of the corpus: from the id of the deployment to the
// module as it is written.
func notRead(s *side) map[string]string {
	out := map[string]string{}
	if s.graph != nil {
		eachCall(s.graph.Root, func(c *graph.Call) {
			if c.Module == nil {
				out[deployment(c)] = c.Path
			}
		})
	}
	return out
}

// veil returns the text of a compiled template whose deployments of the given
// ids only name their templates, as the Bicep file does; nil if it has none of
// them.
func veil(f *source.File, compiled *side, modules map[string]string) []byte {
	if compiled.graph == nil || len(modules) == 0 {
		return nil
	}
	paths := map[*jsonc.Node]string{} // by the template to cut
	doc := jsonc.Parse(f)
	eachCall(compiled.graph.Root, func(c *graph.Call) {
		path, ok := modules[deployment(c)]
		if c.Module == nil || !ok || c.At.Path() != f.Path() {
			return
		}
		if n := templateAt(doc.Root, c.At.Start); n != nil {
			paths[n] = path
		}
	})
	if len(paths) == 0 {
		return nil
	}
	templates := slices.SortedFunc(maps.Keys(paths), func(a, b *jsonc.Node) int { return a.Range().Start - b.Range().Start })
	var out []byte
	src, last := f.Content(), 0
	for _, n := range templates {
		at := n.Range()
		if at.Start < last {
			continue // inside one that is cut already
		}
		key := strings.LastIndex(string(src[:at.Start]), `"template"`)
		out = append(out, src[last:key]...)
		out = fmt.Appendf(out, `"templateLink": {"id": %q}`, paths[n])
		last = at.End
	}
	return append(out, src[last:]...)
}

// templateAt is the template of the innermost deployment around an offset; nil
// without one.
func templateAt(n *jsonc.Node, offset int) *jsonc.Node {
	at := n.Range()
	if offset < at.Start || offset >= at.End {
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
