package mutation

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/parsers/bicep/syntax"
)

// bicepSites makes the mutants of the declarations that deploy something.
func bicepSites(files []*source.File, g *graph.Graph, k *maker) {
	for _, f := range files {
		bicepFile(f, g, k)
	}
}

func bicepFile(f *source.File, g *graph.Graph, k *maker) {
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
		m.value.drop = []source.Range{line(tree.Range(p))}
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
			sub.drop = []source.Range{line(sub.at)}
			n.items = append(n.items, sub)
		}
	default:
		n.leaf = true
	}
	return n
}

// bicepRemove deletes a declaration. Where others only need its name, they get
// the name; where they need more, it becomes one of something that exists.
func bicepRemove(tree *syntax.File, r *syntax.Resource, body syntax.Expr) []source.Edit {
	obj, ok := body.(*syntax.Object)
	if !ok {
		panic(fmt.Sprintf("internal error: %s has no body", r.Name.Text))
	}
	gone := []source.Edit{{At: line(tree.Range(r))}}
	existing := false
	for _, d := range tree.Decls {
		other, isResource := d.(*syntax.Resource)
		switch {
		case d == syntax.Decl(r):
		case isResource && isPartOf(tree, other, r):
			gone = append(gone, source.Edit{At: line(tree.Range(d))})
		default:
			more, enough := bicepRefer(tree, d, r.Name.Text, obj)
			existing = existing || !enough
			gone = append(gone, more...)
		}
	}
	if !existing {
		return gone
	}
	typ := tree.Range(r.Type)
	out := []source.Edit{{At: tree.Source.Range(typ.End, typ.End), New: " existing"}}
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

// isPartOf says whether a declaration is of a child that makes no sense without
// its parent: the zone group of a private endpoint.
func isPartOf(tree *syntax.File, child, parent *syntax.Resource) bool {
	obj, ok := child.Body.(*syntax.Object)
	if !ok || !strings.Contains(tree.Text(child.Type), "/privateDnsZoneGroups@") {
		return false
	}
	return tree.Text(property(obj, "parent")) == parent.Name.Text
}

// property is the value of a property; nil if there is none.
func property(obj *syntax.Object, name string) syntax.Expr {
	for _, entry := range obj.Entries {
		if p, ok := entry.(*syntax.Property); ok {
			if key, _ := syntax.KeyText(p.Key); key == name {
				return p.Value
			}
		}
	}
	return nil
}

// bicepRefer writes the name of a deleted resource where its symbol's name was
// read, and takes the symbol out of dependsOn. It is not enough where the symbol
// serves for anything else.
func bicepRefer(tree *syntax.File, d syntax.Decl, symbol string, deleted *syntax.Object) (out []source.Edit, enough bool) {
	handled := map[syntax.Node]bool{}
	enough = true
	syntax.Inspect(d, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Member:
			if id, ok := n.Base.(*syntax.Ident); ok && id.Name == symbol && n.Name.Text == "name" {
				handled[id] = true
				out = append(out, source.Edit{At: tree.Range(n), New: tree.Text(property(deleted, "name"))})
			}
		case *syntax.Property:
			list, ok := n.Value.(*syntax.Array)
			if key, _ := syntax.KeyText(n.Key); !ok || key != "dependsOn" {
				break
			}
			for _, item := range list.Items {
				if id, ok := item.(*syntax.Ident); ok && id.Name == symbol {
					handled[id] = true
					out = append(out, source.Edit{At: line(tree.Range(id))})
				}
			}
		case *syntax.Ident:
			enough = enough && (n.Name != symbol || handled[n])
		}
		return true
	})
	return out, enough
}

type bicepWriter struct{}

func (bicepWriter) literal(v any) string {
	if s, ok := v.(string); ok {
		return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, `${`, `\${`).Replace(s) + "'"
	}
	return fmt.Sprint(v)
}
