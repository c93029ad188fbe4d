package graph

import (
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// links are the edges between parts, built when first asked for.
type links struct {
	built     bool
	referrers map[value.Key][]Reference // by folded id of the target
	byCall    map[*Call][]*Part         // parts made by a module call, in whichever instance
	byPart    map[value.Key][]*Part
	reached   map[*Part]map[*Part]bool
}

// Reference is a place where one part's properties hold another's id.
type Reference struct {
	From *Part
	Path value.Path // within the body
	At   source.Range
}

func (g *Graph) build() *links {
	l := &g.links
	if l.built {
		return l
	}
	l.built = true
	l.referrers = map[value.Key][]Reference{}
	l.byCall = map[*Call][]*Part{}
	l.byPart = map[value.Key][]*Part{}
	l.reached = map[*Part]map[*Part]bool{}
	for _, p := range g.Parts {
		k := value.IDKey(p.ID)
		l.byPart[k] = append(l.byPart[k], p)
		for f := p.Frame; f != nil && f.Call != nil; f = f.Parent {
			l.byCall[f.Call] = append(l.byCall[f.Call], p)
		}
		g.references(l, p, p.Body, nil, p.At)
	}
	return l
}

func (g *Graph) references(l *links, p *Part, v value.Value, path value.Path, at source.Range) {
	switch v := v.(type) {
	case value.Object:
		for _, m := range v.Members() {
			place := m.At
			if !place.IsValid() {
				place = at
			}
			if m.KeyValue != nil { // an id as a name, as of a user-assigned identity
				k := value.IDKey(m.KeyValue)
				l.referrers[k] = append(l.referrers[k], Reference{p, path, m.KeyAt})
			} else if strings.Contains(m.Key, "/") {
				k := value.IDKey(value.NewString(m.Key, nil))
				l.referrers[k] = append(l.referrers[k], Reference{p, path, m.KeyAt})
			}
			g.references(l, p, m.Value, path.Child(value.NameStep(m.Key)), place)
		}
	case value.Array:
		for i, it := range v.Items() {
			g.references(l, p, it, path.Child(value.IndexStep(i)), at)
		}
		for _, it := range v.Loose() {
			g.references(l, p, it, path, at)
		}
	case value.String:
		if strings.Contains(v.String(), "/") {
			k := value.IDKey(v)
			l.referrers[k] = append(l.referrers[k], Reference{p, path, at})
		}
	case value.Text, value.Unknown, value.Ref:
		target := value.Value(v)
		if r, ok := v.(value.Ref); ok {
			target = r.ID()
		}
		k := value.IDKey(target)
		l.referrers[k] = append(l.referrers[k], Reference{p, path, at})
	}
}

// Referrers lists the places that hold the id of r, in declared order.
func (g *Graph) Referrers(r *Resource) []Reference {
	return g.build().referrers[value.IDKey(r.ID)]
}

// Reaches says whether the dependencies lead from a to b: a is deployed after
// it.
func (g *Graph) Reaches(a, b *Part) bool {
	l := g.build()
	if a == b {
		return false
	}
	seen, ok := l.reached[a]
	if !ok {
		seen = map[*Part]bool{}
		l.walk(a, seen)
		l.reached[a] = seen
	}
	return seen[b]
}

func (l *links) walk(p *Part, seen map[*Part]bool) {
	visit := func(list []Dependency) {
		for _, d := range list {
			targets := l.byCall[d.Call]
			if d.Call == nil && d.ID != nil {
				targets = l.byPart[value.IDKey(d.ID)]
			}
			for _, t := range targets {
				if t != p && !seen[t] && (d.Call == nil || sharesCaller(p, t, d.Call)) {
					seen[t] = true
					l.walk(t, seen)
				}
			}
		}
	}
	visit(p.DependsOn)
	for f := p.Frame; f != nil && f.Call != nil; f = f.Parent {
		visit(f.Call.DependsOn)
	}
}

// sharesCaller says whether t was made by a call in an instance around p: a
// call belongs to a module, and a module may have several instances.
func sharesCaller(p, t *Part, c *Call) bool {
	for f := t.Frame; f != nil && f.Call != nil; f = f.Parent {
		if f.Call != c {
			continue
		}
		for g := p.Frame; g != nil; g = g.Parent {
			if g == f.Parent {
				return true
			}
		}
	}
	return false
}

// MayHide returns the gaps in which something that concerns r may stand: a
// module that isn't there and is given r's id or name, or something unknown;
// a declaration of the asked type that is damaged. A missing module that can't
// know r hides nothing of it. Types are those of what is looked for.
func (g *Graph) MayHide(r *Resource, types ...string) []FramedGap {
	var out []FramedGap
	for _, gap := range g.Gaps {
		switch gap.Kind {
		case GapModule:
			if gap.Call == nil || knows(gap.Call, r) {
				out = append(out, gap)
			}
		default:
			for _, t := range types {
				if gap.Type == "" || strings.EqualFold(gap.Type, t) {
					out = append(out, gap)
					break
				}
			}
		}
	}
	return out
}

// knows says whether a call is given the id or name of r, or something that
// could be it.
func knows(c *Call, r *Resource) bool {
	for _, a := range c.Arguments {
		if mentions(a.Value, r) {
			return true
		}
	}
	return false
}

func mentions(v value.Value, r *Resource) bool {
	switch v := v.(type) {
	case value.Object:
		for _, m := range v.Members() {
			if m.KeyValue != nil && mentions(m.KeyValue, r) || mentions(m.Value, r) {
				return true
			}
		}
	case value.Array:
		for _, it := range v.Items() {
			if mentions(it, r) {
				return true
			}
		}
		for _, it := range v.Loose() {
			if mentions(it, r) {
				return true
			}
		}
	case value.String:
		return value.EqualID(v, r.ID) == value.Yes || value.EqualID(v, r.OwnName) == value.Yes
	case value.Text:
		if value.EqualID(v, r.ID) == value.Yes || value.EqualID(v, r.OwnName) == value.Yes {
			return true
		}
		return builtFrom(v, r)
	case value.Ref:
		return value.EqualID(v.ID(), r.ID) == value.Yes
	case value.Unknown:
		for _, w := range v.Why() {
			if w.Reason == value.ReasonEnvironment {
				return value.IDKey(v) == value.IDKey(r.OwnName)
			}
		}
		return value.EqualID(v, r.ID) != value.No || value.EqualID(v, r.OwnName) != value.No
	}
	return false
}

// builtFrom says whether a text contains the resource's name, as an id does.
func builtFrom(t value.Text, r *Resource) bool {
	switch n := r.OwnName.(type) {
	case value.String:
		for _, p := range t.Pieces() {
			if p.Hole == nil && len(n.String()) > 2 && strings.Contains(strings.ToLower(p.Lit), strings.ToLower(n.String())) {
				return true
			}
		}
	case value.Text:
		for _, p := range t.Pieces() {
			for _, q := range n.Pieces() {
				if p.Hole != nil && q.Hole != nil && value.IDKey(p.Hole) == value.IDKey(q.Hole) {
					return true
				}
			}
		}
	case value.Unknown:
		for _, p := range t.Pieces() {
			if p.Hole != nil && value.IDKey(p.Hole) == value.IDKey(n) {
				return true
			}
		}
	}
	return false
}

// inlineChild is a collection of children that a parent's body may hold in
// place of resources of their own. Source: the resource schemas of
// Microsoft.Network.
type inlineChild struct{ parent, path, segment string }

func inlineTable() []inlineChild {
	return []inlineChild{
		{"microsoft.network/virtualnetworks", "properties.subnets", "subnets"},
		{"microsoft.network/networksecuritygroups", "properties.securityRules", "securityRules"},
		{"microsoft.network/routetables", "properties.routes", "routes"},
		{"microsoft.network/virtualnetworks", "properties.virtualNetworkPeerings", "virtualNetworkPeerings"},
	}
}

// inlineChildren makes a part of each child that stands inside its parent's
// body, so that rules find it whichever way it is written.
func (g *Graph) inlineChildren() []*Part {
	var out []*Part
	table := inlineTable()
	for _, p := range g.Parts {
		if p.Existing {
			continue
		}
		typ := strings.ToLower(p.Type)
		for _, row := range table {
			if typ != row.parent {
				continue
			}
			l := value.Get(p.Body, value.ParsePath(row.path))
			list, ok := l.Value.(value.Array)
			if !ok {
				continue
			}
			for _, it := range list.Items() {
				if c := p.child(row, it, nil); c != nil {
					out = append(out, c)
				}
			}
			for _, it := range list.Loose() {
				if c := p.child(row, it, list.Why()); c != nil {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// child is the part that an element of an inline collection makes. One that
// may not be there, for the reasons in maybe, has an unknown condition.
func (p *Part) child(row inlineChild, v value.Value, maybe []value.Why) *Part {
	body, ok := v.(value.Object)
	if !ok {
		return nil
	}
	name, ok := body.Member("name")
	if !ok {
		return nil
	}
	at := body.At()
	if !at.IsValid() {
		at = p.At
	}
	piece := func(v value.Value) value.Piece {
		if s, ok := value.Render(v, false); ok {
			return value.Piece{Lit: s}
		}
		return value.Piece{Hole: v}
	}
	head := name.At
	if !head.IsValid() {
		head = p.At
	}
	d := &Declaration{
		Symbol: p.Symbol, Type: p.Type + "/" + row.segment, APIVersion: p.APIVersion,
		OwnName: name.Value,
		Name:    value.NewText([]value.Piece{piece(p.Name), {Lit: "/"}, piece(name.Value)}, name.Value.Origin()),
		ID:      value.NewText([]value.Piece{piece(p.ID), {Lit: "/" + row.segment + "/"}, piece(name.Value)}, name.Value.Origin()),
		Scope:   p.Scope, Condition: p.Condition, Loop: p.Loop, Body: body, Parent: p.ID, DependsOn: p.DependsOn,
		At: head, Whole: at, Damaged: p.Damaged,
	}
	deployed := p.Deployed
	if maybe != nil {
		present := value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("present", name.Value), Why: maybe, Type: value.TypeBool})
		deployed = deployed.And(value.ConditionOf(present))
		d.Condition = value.NewAnd(nil, p.Condition, present)
	}
	return &Part{Declaration: d, Frame: p.Frame, Deployed: deployed}
}
