package oracle

import (
	"encoding/json"
	"fmt"
	"slices"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// faults lists what has no value because an expression is wrong: places in what
// is deployed, passed to modules and given back, with how often each occurs. The
// messages of two languages differ, and so do the expressions that go wrong; the
// places can't.
func faults(g *graph.Graph) map[string]json.RawMessage {
	count := map[string]int{}
	note := func(owner string, v value.Value) { faulty(v, owner, func(at string) { count[at]++ }) }
	for _, p := range g.Parts {
		owner := "resource " + idText(p.ID)
		if p.Existing {
			continue // array form doesn't tell what is taken up
		}
		note(owner+" name", p.Name)
		note(owner+" condition", p.Condition)
		note(owner+" scope", p.Scope)
		note(owner, p.Body)
	}
	for _, o := range g.Root.Outputs {
		note("output "+o.Name, o.Value)
	}
	eachCall(g.Root, func(c *graph.Call) {
		owner := "module " + deployment(c)
		note(owner+" condition", c.Condition)
		for _, a := range c.Arguments {
			note(owner+" "+a.Name, a.Value)
		}
	})
	out := map[string]json.RawMessage{}
	for at, n := range count {
		out[at] = fmt.Append(nil, n)
	}
	return out
}

// faulty visits the places inside v whose expression is an error.
func faulty(v value.Value, at string, visit func(at string)) {
	switch v := v.(type) {
	case value.Object:
		for _, m := range v.Members() {
			faulty(m.Value, at+"."+m.Key, visit)
		}
	case value.Array:
		for i, it := range v.Items() {
			faulty(it, fmt.Sprintf("%s[%d]", at, i), visit)
		}
	case value.Text, value.Unknown:
		if wrong(v) {
			visit(at)
		}
	}
}

// wrong says whether v, or a part of the text that it is, is unknown because an
// expression is an error.
func wrong(v value.Value) bool {
	if t, ok := v.(value.Text); ok {
		return slices.ContainsFunc(t.Pieces(), func(p value.Piece) bool { return p.Hole != nil && wrong(p.Hole) })
	}
	return slices.ContainsFunc(value.WhyOf(v), func(w value.Why) bool { return w.Reason == value.ReasonTypeError })
}

// idText is an id as text that is the same in both languages.
func idText(id value.Value) string {
	return string(value.AppendJSON(nil, id, value.JSONOptions{Expressions: true, SortKeys: true, FoldIDs: true}))
}
