package graph

import (
	"cmp"
	"slices"
	"strings"

	"moat/analyzer/value"
)

// Resource is one resource of the deployment: all declarations of one id that
// can be deployed together. Declarations whose conditions contradict each other
// are alternatives and make a Resource each.
type Resource struct {
	// Part is the declaration that the others complete: the first in order of
	// deployment. Of an external resource it is an existing one.
	*Part
	// Overlays are further declarations of the same resource, in order of
	// deployment: an account and its later encryption module, say.
	Overlays []*Part
	// Loose are changes of resources of its type of which it isn't known
	// whether this one is meant.
	Loose []*Part
	// ordered tells, for each overlay, whether the dependencies put it after
	// every declaration in front of it.
	ordered []bool
	// Aliases are existing declarations that refer to it.
	Aliases []*Part
	// External is set where nothing here deploys it.
	External bool
}

// Field is what stands at a path of a resource, with the declaration that wrote
// it.
type Field struct {
	value.Lookup
	Part *Part
}

// link groups the parts into resources.
func (g *Graph) link() {
	g.byType = map[string][]*Resource{}
	g.byID = map[value.Key][]*Resource{}
	all := append(slices.Clone(g.Parts), g.inlineChildren()...)
	groups := map[value.Key][]*Part{}
	var order []value.Key
	for _, p := range all {
		k := value.IDKey(p.ID)
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], p)
	}
	for _, k := range order {
		for _, r := range g.group(groups[k]) {
			g.Resources = append(g.Resources, r)
			g.byID[k] = append(g.byID[k], r)
			t := strings.ToLower(r.Type)
			g.byType[t] = append(g.byType[t], r)
		}
	}
	g.loose()
}

// maxLoose bounds the changes of unknown resources that are followed.
const maxLoose = 64

// loose finds, for changes of what isn't deployed here as far as is known, the
// resources that they may be about all the same.
func (g *Graph) loose() {
	var changes []*Part
	for _, r := range g.Resources {
		if r.External && r.Partial && len(changes) < maxLoose {
			changes = append(changes, r.Part)
		}
	}
	for _, p := range changes {
		for _, r := range g.byType[strings.ToLower(p.Type)] {
			if !r.External && r.Deployed.Contradicts(p.Deployed) != value.Yes && value.EqualID(p.ID, r.ID) == value.Maybe {
				r.Loose = append(r.Loose, p)
			}
		}
	}
}

// group makes resources of the declarations of one id.
func (g *Graph) group(parts []*Part) []*Resource {
	var deployed, partial, existing []*Part
	for _, p := range parts {
		switch {
		case p.Existing:
			existing = append(existing, p)
		case p.Deployed.IsNever():
		case p.Partial:
			partial = append(partial, p)
		default:
			deployed = append(deployed, p)
		}
	}
	if len(deployed) == 0 {
		existing = append(existing, partial...) // what else it has stands elsewhere
		if len(existing) == 0 {
			return nil
		}
		return []*Resource{{Part: existing[0], Aliases: existing[1:], External: true}}
	}
	var out []*Resource
	for _, p := range append(deployed, partial...) {
		placed := false
		for _, r := range out {
			if !r.contradicts(p) {
				r.Overlays = append(r.Overlays, p)
				placed = true
				break
			}
		}
		if !placed {
			out = append(out, &Resource{Part: p})
		}
	}
	for _, r := range out {
		g.order(r)
		for _, e := range existing {
			if r.Deployed.Contradicts(e.Deployed) != value.Yes {
				r.Aliases = append(r.Aliases, e)
			}
		}
	}
	return out
}

func (r *Resource) contradicts(p *Part) bool {
	if r.Deployed.Contradicts(p.Deployed) == value.Yes {
		return true
	}
	return slices.ContainsFunc(r.Overlays, func(o *Part) bool { return o.Deployed.Contradicts(p.Deployed) == value.Yes })
}

// maxOrdered bounds the declarations of one resource that are put in order; of
// more, no order is claimed.
const maxOrdered = 64

// order puts the declarations in order of deployment, as far as it is known.
func (g *Graph) order(r *Resource) {
	if len(r.Overlays) == 0 {
		return
	}
	r.ordered = make([]bool, len(r.Overlays))
	if len(r.Overlays) > maxOrdered {
		return
	}
	all := append([]*Part{r.Part}, r.Overlays...)
	// What a declaration waits for is also waited for by all that wait for it,
	// so counting puts them in order; comparing two at a time would not, where
	// a third has no order with either.
	before := map[*Part]int{}
	// A change needs something to change, whether or not it refers to that.
	after := func(p, q *Part) bool { return p.Partial && !q.Partial || g.Reaches(p, q) }
	for _, p := range all {
		for _, q := range all {
			if after(p, q) {
				before[p]++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *Part) int { return cmp.Compare(before[a], before[b]) })
	r.Part, r.Overlays = all[0], all[1:]
	for i, o := range r.Overlays {
		r.ordered[i] = !slices.ContainsFunc(all[:i+1], func(p *Part) bool { return !after(o, p) })
	}
}

// Get looks up a dotted path in the resource, such as
// properties.networkAcls.defaultAction. Where several declarations set it, the
// one deployed last wins; without an order between them, or with a later one
// that may not be deployed, the answer is at most Possible.
func (r *Resource) Get(path string) Field { return r.Lookup(value.ParsePath(path)) }

// Lookup is Get for a path that is taken apart already.
func (r *Resource) Lookup(path value.Path) Field {
	f := Field{value.Get(r.Body, path), r.Part}
	for i, o := range r.Overlays {
		f = r.overlay(f, o, path, r.Deployed.Implies(o.Deployed) == value.Yes, r.ordered[i], conditionWhy(o))
	}
	for _, o := range r.Loose {
		f = r.overlay(f, o, path, false, false, value.WhyOf(o.ID))
	}
	return f
}

// overlay is what a path comes to with a further declaration, which is there
// whenever the resource is if sure, and deployed after all others if last; why
// tells why it may not be.
func (r *Resource) overlay(f Field, o *Part, path value.Path, sure, last bool, why []value.Why) Field {
	l := value.Get(o.Body, path)
	later := Field{l, o}
	switch {
	case l.Presence == value.Absent && !(o.Partial && takesAway(o.Body, path)),
		l.Presence == value.Absent && f.Presence == value.Absent,
		f.Value != nil && l.Value != nil && value.Equal(f.Value, l.Value) == value.Yes:
		return f
	case l.Presence == value.Absent:
		if !sure || !last {
			f.Presence, f.Why = value.Possible, whyOr(why, o)
			return f
		}
	case f.Presence == value.Absent:
		if !sure {
			later.Presence, later.Why = value.Possible, whyOr(why, o)
		}
	case !sure || !last:
		later.Presence, later.Why = value.Possible, why
		if later.Value != nil && f.Value != nil {
			later.Value = value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("overlay", f.Value, l.Value), Why: whyOr(later.Why, o),
				Domain: domain(f.Value, l.Value), Secret: value.HasSecret(f.Value) || value.HasSecret(l.Value),
				Origin: l.Value.Origin(),
			})
		}
	}
	return later
}

// takesAway says whether a change sets a path, or what it is in, to null.
func takesAway(body value.Object, path value.Path) bool {
	v := value.Value(body)
	for _, step := range path {
		o, ok := v.(value.Object)
		if !ok {
			return false
		}
		m, ok := o.Member(step.Name)
		if !ok || m.Maybe {
			return false
		}
		if v = m.Value; v.Kind() == value.KindNull {
			return true
		}
	}
	return false
}

func domain(a, b value.Value) *value.Domain {
	as, bs := value.Candidates(a), value.Candidates(b)
	if as == nil || bs == nil {
		return nil
	}
	return &value.Domain{OneOf: append(append([]value.Value{}, as...), bs...)}
}

func conditionWhy(p *Part) []value.Why { return value.WhyOf(p.Deployed.Value()) }

func whyOr(w []value.Why, p *Part) []value.Why {
	if len(w) > 0 {
		return w
	}
	return []value.Why{{Reason: value.ReasonRuntimeReference, Name: p.Symbol, At: p.At}}
}

// OfType returns the resources of a type, whatever its case, in declared order.
func (g *Graph) OfType(typ string) []*Resource { return g.byType[strings.ToLower(typ)] }

// Resolve returns the resources with an id: several if they are alternatives,
// none if the graph doesn't know it.
func (g *Graph) Resolve(id value.Value) []*Resource {
	if id == nil {
		return nil
	}
	if r, ok := id.(value.Ref); ok {
		id = r.ID()
	}
	return g.byID[value.IDKey(id)]
}

// Children returns the resources whose parent is r, of a type or, with "", of
// any.
func (g *Graph) Children(r *Resource, typ string) []*Resource {
	list := g.Resources
	if typ != "" {
		list = g.OfType(typ)
	}
	var out []*Resource
	id := value.IDKey(r.ID)
	for _, c := range list {
		if c.IsChildOf(r, id) {
			out = append(out, c)
		}
	}
	return out
}

// IsChildOf says whether c stands directly below r, whose folded id is given.
func (c *Resource) IsChildOf(r *Resource, id value.Key) bool {
	if c.Parent != nil {
		return value.IDKey(c.Parent) == id
	}
	// A child that spells its full name has no parent but the one in its id.
	cut := strings.LastIndexByte(c.Type, '/')
	if cut < 0 || !strings.EqualFold(c.Type[:cut], r.Type) {
		return false
	}
	return value.IDKey(parentID(c.ID)) == id
}

// parentID cuts the last type and name off an id; nil-safe for ids that can't
// be cut.
func parentID(id value.Value) value.Value {
	var pieces []value.Piece
	switch v := id.(type) {
	case value.String:
		pieces = []value.Piece{{Lit: v.String()}}
	case value.Text:
		pieces = slices.Clone(v.Pieces())
	default:
		return id
	}
	for cuts := 2; cuts > 0 && len(pieces) > 0; {
		last := &pieces[len(pieces)-1]
		if last.Hole != nil {
			pieces = pieces[:len(pieces)-1]
			continue
		}
		i := strings.LastIndexByte(last.Lit, '/')
		if i < 0 {
			pieces = pieces[:len(pieces)-1]
			continue
		}
		last.Lit = last.Lit[:i]
		cuts--
	}
	return value.NewText(pieces, nil)
}

// CountsFor says whether a protection is there whenever r is: Yes if its
// condition follows from r's, No if the two exclude each other.
func (p *Part) CountsFor(r *Resource) value.Tri {
	if p.Deployed.IsNever() || p.Deployed.Contradicts(r.Deployed) == value.Yes {
		return value.No
	}
	if r.Deployed.Implies(p.Deployed) == value.Yes {
		return value.Yes
	}
	return value.Maybe
}
