package mutation

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// bicepSites lists the declarations of a Bicep file that deploy something.
func bicepSites(f *source.File, g *graph.Graph, k *maker) {
	tree := syntax.Parse(f)
	for _, d := range tree.Decls {
		r, ok := d.(*syntax.Resource)
		if !ok {
			continue
		}
		at := tree.Range(r)
		parts := partsAt(g, at)
		if len(parts) == 0 {
			continue // existing
		}
		body := r.Body
		if loop, ok := body.(*syntax.For); ok {
			body = loop.Body
		}
		k.make(site{
			file: f, at: at, body: bicepMembers(tree, body, true),
			remove: func() edits { return edits{f.Path(): bicepRemove(tree, r, body)} },
		}, parts)
	}
}

// structural says whether a property of a resource makes it that resource, or
// only orders the deployment.
func structural(key string) bool {
	switch key {
	case "name", "parent", "scope", "dependsOn", "type", "apiVersion", "comments", "copy":
		return true
	}
	return false
}

func bicepMembers(tree *syntax.File, e syntax.Expr, top bool) []member {
	obj, ok := e.(*syntax.Object)
	if !ok {
		return nil
	}
	var out []member
	for _, entry := range obj.Entries {
		p, ok := entry.(*syntax.Property)
		if !ok {
			continue
		}
		key, known := syntax.KeyText(p.Key)
		if top && structural(key) {
			continue
		}
		m := member{key: key, value: bicepNode(tree, p.Value)}
		if !known {
			m.key, m.keyAt = "*", tree.Range(p.Key)
		}
		m.value.drop = line(tree.Range(p))
		out = append(out, m)
	}
	return out
}

func bicepNode(tree *syntax.File, e syntax.Expr) *node {
	n := &node{at: tree.Range(e)}
	switch e := e.(type) {
	case *syntax.Object:
		n.members = bicepMembers(tree, e, false)
	case *syntax.Array:
		for _, item := range e.Items {
			sub := bicepNode(tree, item)
			sub.drop = line(sub.at)
			n.items = append(n.items, sub)
		}
	default:
		n.leaf = true
	}
	return n
}

// bicepRemove deletes a declaration, or makes it one of something that exists
// if others refer to it.
func bicepRemove(tree *syntax.File, r *syntax.Resource, body syntax.Expr) []source.Edit {
	used := false
	tree.Inspect(func(n syntax.Node) bool {
		id, ok := n.(*syntax.Ident)
		used = used || ok && id.Name == r.Name.Text
		return true
	})
	if !used {
		return []source.Edit{{At: line(tree.Range(r))}}
	}
	typ := tree.Range(r.Type)
	out := []source.Edit{{At: tree.Source.Range(typ.End, typ.End), New: " existing"}}
	obj, ok := body.(*syntax.Object)
	if !ok {
		panic(fmt.Sprintf("internal error: %s has no body", r.Name.Text))
	}
	for _, entry := range obj.Entries {
		p, ok := entry.(*syntax.Property)
		if !ok {
			continue
		}
		if key, _ := syntax.KeyText(p.Key); key != "name" && key != "parent" && key != "scope" {
			out = append(out, source.Edit{At: line(tree.Range(p))})
		}
	}
	return out
}

type bicepWriter struct{}

func (bicepWriter) literal(v any) string {
	if s, ok := v.(string); ok {
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, `${`, `\${`).Replace(s) + "'"
	}
	return fmt.Sprint(v)
}
