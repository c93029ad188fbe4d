package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"moat/analyzer/source"
	"moat/parsers/jsonc"
)

// mutation is one change of a compiled template's text that changes what it
// deploys.
type mutation struct {
	kind       string
	start, end int // bytes replaced
	with       string
}

// apply is the text with the mutation made.
func (m mutation) apply(text []byte) []byte {
	out := append([]byte{}, text[:m.start]...)
	out = append(out, m.with...)
	return append(out, text[m.end:]...)
}

// mutator collects the mutations of one template.
type mutator struct {
	text []byte
	deep bool // go into nested deployments
	out  []mutation
}

// mutations lists the changes that can be made to a compiled template. That each
// changes the meaning follows from where it is made, not from evaluating it:
// only in what is deployed under no condition.
//
// Nested deployments are left alone unless deep is set: those of registries are
// compared by their arguments only.
func mutations(f *source.File, deep bool) []mutation {
	root := jsonc.Parse(f).Root
	m := &mutator{text: f.Content(), deep: deep}
	for _, p := range root.GetFold("parameters").Members() {
		secret := strings.HasPrefix(strings.ToLower(p.Value.GetFold("type").Text()), "secure") // and printed as such
		if d := p.Value.GetFold("defaultValue"); d.Kind() != jsonc.Bad && !secret {
			m.literal("change a default", d)
		}
	}
	for _, o := range root.GetFold("outputs").Members() {
		m.suffix("rename an output", o.KeyRange())
	}
	m.template(root)
	return m.out
}

func (m *mutator) add(kind string, at source.Range, with string) {
	m.out = append(m.out, mutation{kind, at.Start, at.End, with})
}

// suffix puts text in front of a closing quote.
func (m *mutator) suffix(kind string, quoted source.Range) {
	m.out = append(m.out, mutation{kind, quoted.End - 1, quoted.End - 1, "Mutated"})
}

// template visits the resources of a template that is deployed for certain; it
// says whether there are any.
func (m *mutator) template(t *jsonc.Node) bool {
	list := t.GetFold("resources")
	nodes := list.Items()
	ranges := make([]source.Range, 0, len(nodes))
	for _, n := range nodes {
		ranges = append(ranges, n.Range())
	}
	members := list.Members()
	for i := range members {
		nodes, ranges = append(nodes, members[i].Value), append(ranges, members[i].Range())
	}
	any := false
	for i, r := range nodes {
		if m.resource(r, list) {
			any = true
			at := ranges[i]
			switch {
			case i+1 < len(ranges):
				at.End = ranges[i+1].Start
			case i > 0:
				at.Start = ranges[i-1].End
			}
			m.add("drop a resource", at, "")
		}
	}
	return any
}

// resource collects the changes of one resource; false if it isn't deployed for
// certain.
func (m *mutator) resource(r, siblings *jsonc.Node) bool {
	if r.GetFold("existing").Bool() {
		return false
	}
	if c := r.GetFold("condition"); c.Kind() != jsonc.Bad {
		if t := r.GetFold("properties").GetFold("template"); t.Kind() == jsonc.Object && !(&mutator{}).template(t) {
			return false // a deployment that deploys nothing for certain
		}
		m.wrap("negate a condition", c, "not(%s)")
		return false
	}
	count := r.GetFold("copy").GetFold("count")
	m.number("miscount a loop", count)
	if count.Kind() != jsonc.Bad {
		return false
	}
	if strings.EqualFold(r.GetFold("type").Text(), "Microsoft.Resources/deployments") {
		t := r.GetFold("properties").GetFold("template")
		if !m.deep || t.Kind() != jsonc.Object || !m.template(t) {
			return false
		}
		if g := r.GetFold("resourceGroup"); g.Kind() == jsonc.String {
			m.add("deploy to another scope", g.Range(), `"mutated-group"`)
		} else if t := r.MemberFold("type"); r.GetFold("subscriptionId").Kind() == jsonc.Bad && r.GetFold("scope").Kind() == jsonc.Bad && r.GetFold("location").Kind() == jsonc.Bad {
			at := t.KeyRange()
			at.End = at.Start
			m.add("deploy to another scope", at, `"resourceGroup": "mutated-group", `)
		}
		return true
	}
	if s := r.GetFold("scope"); s.Kind() == jsonc.String {
		m.add("extend another resource", s.Range(), `"Microsoft.Mutated/things/thing"`)
	}
	if v := r.GetFold("apiVersion"); v.Kind() == jsonc.String && !strings.HasPrefix(v.Text(), "[") {
		m.add("change an API version", v.Range(), `"2001-02-03"`)
	}
	name := r.GetFold("name")
	if strings.HasPrefix(name.Text(), "[") {
		m.wrap("rename a resource", name, "concat(%s, 'mutated')")
	} else if name.Kind() == jsonc.String {
		m.suffix("rename a resource", name.Range())
	}
	m.dependencies(r, siblings)
	for _, p := range r.Members() {
		switch strings.ToLower(p.Key) {
		case "type", "apiversion", "name", "scope", "dependson", "comments", "metadata", "resources", "condition", "copy", "existing", "import", "extension":
		default:
			m.member(p)
		}
	}
	return true
}

// member collects the changes of a member of a body.
func (m *mutator) member(p jsonc.Member) {
	switch v := p.Value; v.Kind() {
	case jsonc.Object, jsonc.Array:
		if strings.EqualFold(p.Key, "copy") && v.Kind() == jsonc.Array {
			for _, it := range v.Items() {
				m.number("miscount a property loop", it.GetFold("count"))
			}
			return
		}
		if len(v.Items())+len(v.Members()) > 0 && !strings.HasPrefix(p.Key, "[") {
			m.suffix("rename a property", p.KeyRange())
		}
		m.inside(v)
	case jsonc.String, jsonc.Bool, jsonc.Number:
		if !strings.HasPrefix(v.Text(), "[") && !strings.HasPrefix(p.Key, "[") {
			m.suffix("rename a property", p.KeyRange())
		}
		m.leaf(v)
	}
}

func (m *mutator) inside(v *jsonc.Node) {
	for _, p := range v.Members() {
		m.member(p)
	}
	for _, it := range v.Items() {
		if it.Kind() == jsonc.Object || it.Kind() == jsonc.Array {
			m.inside(it)
		} else {
			m.leaf(it)
		}
	}
}

func (m *mutator) leaf(v *jsonc.Node) {
	if a, b, c, ok := branches(v.Text()); ok {
		if b != c && v.Raw() == strconv.Quote(v.Text()) {
			m.add("swap branches", v.Range(), strconv.Quote("[if("+a+","+c+","+b+")]"))
		}
		return
	}
	m.literal("change a literal", v)
}

// literal changes a constant.
func (m *mutator) literal(kind string, v *jsonc.Node) {
	switch v.Kind() {
	case jsonc.String:
		if !strings.HasPrefix(v.Text(), "[") {
			m.suffix(kind, v.Range())
		}
	case jsonc.Bool:
		m.add(kind, v.Range(), strconv.FormatBool(!v.Bool()))
	case jsonc.Number:
		m.number(kind, v)
	}
}

// number adds one.
func (m *mutator) number(kind string, v *jsonc.Node) {
	if n, ok := v.Int(); ok && v.Kind() == jsonc.Number {
		m.add(kind, v.Range(), strconv.FormatInt(n+1, 10))
	} else {
		m.wrap(kind, v, "add(%s, 1)")
	}
}

// wrap puts an expression into another.
func (m *mutator) wrap(kind string, v *jsonc.Node, format string) {
	raw := v.Raw()
	if v.Kind() == jsonc.String && strings.HasPrefix(raw, `"[`) && !strings.HasPrefix(raw, `"[[`) && strings.HasSuffix(raw, `]"`) {
		m.add(kind, v.Range(), `"[`+fmt.Sprintf(format, raw[2:len(raw)-2])+`]"`)
	}
}

// dependencies drops a dependency that nothing else implies: of a resource that
// doesn't read others at run time, on one that is deployed for certain and isn't
// its parent.
func (m *mutator) dependencies(r, siblings *jsonc.Node) {
	d := r.GetFold("dependsOn")
	for _, p := range r.Members() {
		if !strings.EqualFold(p.Key, "dependsOn") && (strings.Contains(p.Value.Raw(), "reference(") || strings.Contains(p.Value.Raw(), "list")) {
			return
		}
	}
	for i, it := range d.Items() {
		target := siblings.Get(it.Text())
		if target.Kind() != jsonc.Object || target.GetFold("condition").Kind() != jsonc.Bad || target.GetFold("existing").Bool() || target.GetFold("copy").Kind() != jsonc.Bad {
			continue
		}
		if strings.HasPrefix(strings.ToLower(r.GetFold("type").Text()), strings.ToLower(target.GetFold("type").Text())+"/") {
			continue
		}
		at := it.Range()
		switch {
		case i+1 < len(d.Items()):
			at.End = d.Items()[i+1].Range().Start
		case i > 0:
			at.Start = d.Items()[i-1].Range().End
		}
		m.add("drop a dependency", at, "")
	}
}

// branches takes a whole expression [if(a, b, c)] apart.
func branches(s string) (a, b, c string, ok bool) {
	inner, ok := strings.CutPrefix(s, "[if(")
	if !ok || !strings.HasSuffix(inner, ")]") {
		return
	}
	inner = strings.TrimSuffix(inner, ")]")
	var parts []string
	depth, quoted, last := 0, false, 0
	for i := range len(inner) {
		switch x := inner[i]; {
		case x == '\'':
			quoted = !quoted
		case quoted:
		case x == '(' || x == '[':
			depth++
		case x == ')' || x == ']':
			if depth--; depth < 0 {
				return // the call ends before the expression does
			}
		case x == ',' && depth == 0:
			parts, last = append(parts, inner[last:i]), i+1
		}
	}
	parts = append(parts, inner[last:])
	if len(parts) != 3 {
		return
	}
	return parts[0], strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2]), true
}

// chosen is a mutation of a pair.
type chosen struct {
	pair int
	mutation
}

// choose picks n mutations, kind by kind in turn, from as many pairs as there
// are; always the same for the same seed.
func choose(all [][]mutation, n int, seed uint64) []chosen {
	rnd := rand.New(rand.NewPCG(seed, 0))
	byKind := map[string][]chosen{}
	for i, ms := range all {
		for _, m := range ms {
			byKind[m.kind] = append(byKind[m.kind], chosen{i, m})
		}
	}
	kinds := keysOf(byKind, nil)
	for _, k := range kinds {
		rnd.Shuffle(len(byKind[k]), func(i, j int) { byKind[k][i], byKind[k][j] = byKind[k][j], byKind[k][i] })
	}
	used := make([]int, len(all))
	var out []chosen
	for len(out) < n {
		had := len(out)
		for _, k := range kinds {
			list := byKind[k]
			if len(list) == 0 || len(out) == n {
				continue
			}
			best := 0 // of some candidates, the one whose pair was used least
			for i := range min(len(list), 20) {
				if used[list[i].pair] < used[list[best].pair] {
					best = i
				}
			}
			out = append(out, list[best])
			used[list[best].pair]++
			byKind[k] = slices.Delete(list, best, best+1)
		}
		if len(out) == had {
			break
		}
	}
	return out
}
