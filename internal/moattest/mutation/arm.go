package mutation

import (
	"encoding/json"
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/internal/moattest/reference"
	"moat/parsers/jsonc"
)

// armSites makes the mutants of a template and of the templates within it. A
// deleted resource goes with the zone group of a private endpoint; what others
// have in dependsOn may then name what isn't there.
func armSites(files []*source.File, g *graph.Graph, k *maker) {
	for _, f := range files {
		armTemplate(f, jsonc.Parse(f).Root, g, k)
	}
}

func armTemplate(f *source.File, template *jsonc.Node, g *graph.Graph, k *maker) {
	for _, r := range template.Get("resources").Items() {
		if r.Get("type").Text() == "Microsoft.Resources/deployments" {
			armTemplate(f, r.Get("properties").Get("template"), g, k)
			continue
		}
		parts := partsAt(g, r.Range())
		if len(parts) == 0 {
			panic(fmt.Sprintf("internal error: nothing is deployed by %s", r.Get("name").Raw()))
		}
		k.make(site{
			file: f, at: r.Range(), body: armMembers(r, true),
			remove: func() edits {
				gone := []source.Edit{{At: listed(r.Range())}}
				for _, child := range g.Parts {
					if strings.HasSuffix(child.Type, "/privateDnsZoneGroups") && strings.HasPrefix(reference.Name(child.Declaration), reference.Name(parts[0].Declaration)+"/") {
						gone = append(gone, source.Edit{At: listed(f.Range(child.Whole.Start, child.Whole.End))})
					}
				}
				return edits{f.Path(): gone}
			},
		}, parts)
	}
}

func armMembers(n *jsonc.Node, top bool) []member {
	var out []member
	for _, m := range n.Members() {
		if top && structural(m.Key) {
			continue
		}
		p := member{key: m.Key, value: armNode(m.Value)}
		if strings.HasPrefix(m.Key, "[") {
			p.key, p.keyAt = "*", m.KeyRange()
		}
		p.value.drop = []source.Range{listed(m.Range())}
		out = append(out, p)
	}
	return out
}

func armNode(v *jsonc.Node) *node {
	n := &node{at: v.Range()}
	switch v.Kind() {
	case jsonc.Object:
		n.members = armMembers(v, false)
	case jsonc.Array:
		for _, item := range v.Items() {
			sub := armNode(item)
			sub.drop = []source.Range{listed(sub.at)}
			n.items = append(n.items, sub)
		}
	default:
		n.leaf = true
	}
	return n
}

type armWriter struct{}

func (armWriter) literal(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return string(out)
}
