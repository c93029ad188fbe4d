package mutation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/internal/moattest/reference"
)

// Mutant names one change of the deployment.
type Mutant struct {
	Type, Name string // of the resource; see reference.Name
	Path       string // of the property; "" for the resource as a whole
	Op         string
}

func (m Mutant) String() string { return strings.Join([]string{m.Type, m.Name, m.Path, m.Op}, "\t") }

func (m Mutant) compare(o Mutant) int {
	return cmp.Or(strings.Compare(m.Type, o.Type), strings.Compare(m.Name, o.Name),
		strings.Compare(m.Path, o.Path), strings.Compare(m.Op, o.Op))
}

// edits are what to change, by file.
type edits map[string][]source.Edit

// site is the declaration of a resource in the source.
type site struct {
	file *source.File
	at   source.Range // of the declaration
	body []member     // what may be changed
	// remove gives the edits that delete the resource.
	remove func() edits
}

// node is a value in the source.
type node struct {
	at source.Range // of the value
	// drop is what to delete so that the property or item isn't there; nothing
	// where it can't be left out by itself.
	drop    []source.Range
	members []member
	items   []*node
	leaf    bool
	// set, where given, makes the edit that gives the value: for values that
	// aren't written the way Azure has them. It is false for what can't be
	// written.
	set func(to any) (source.Edit, bool)
}

// member is a property in an object.
type member struct {
	key string
	// keyAt is the written key where it is an id: references stand as keys too.
	keyAt source.Range
	value *node
}

// writer writes values in one language.
type writer interface {
	// literal writes a bool, int or string.
	literal(v any) string
}

// maker makes the mutants of one edition.
type maker struct {
	write writer
	// only, where given, are the mutants that are wanted.
	only map[Mutant]edits
	out  map[Mutant]edits
}

// make makes every mutant of a site, which deploys the given parts: several if
// it stands in a loop.
func (k *maker) make(s site, parts []*graph.Part) {
	m := Mutant{Type: parts[0].Type, Name: groupName(parts)}
	if s.remove != nil {
		gone := m
		gone.Op = "delete"
		if list := s.remove(); list != nil {
			k.out[gone] = list
		}
	}
	k.members(s, m, parts[0].Body, s.body, nil)
}

func (k *maker) members(s site, m Mutant, v value.Value, list []member, at []string) {
	for _, p := range list {
		k.node(s, m, value.Get(v, value.Path{value.NameStep(p.key)}).Value, p.value, append(slices.Clone(at), pathStep(p.key, len(at) == 0)))
		if p.keyAt.IsValid() {
			k.add(s, m, append(slices.Clone(at), pathStep(p.key, false)), "foreign", source.Edit{
				At: p.keyAt, New: k.write.literal(foreign("/subscriptions/x/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x")),
			})
		}
	}
}

// pathStep writes a property's name as a step of a path.
func pathStep(key string, first bool) string {
	switch {
	case strings.Contains(key, "."):
		return "['" + key + "']"
	case first:
		return key
	}
	return "." + key
}

func (k *maker) node(s site, m Mutant, v value.Value, n *node, at []string) {
	var gone []source.Edit
	for _, at := range n.drop {
		gone = append(gone, source.Edit{At: at})
	}
	k.add(s, m, at, "drop", gone...)
	switch {
	case n.leaf:
		for _, op := range operations(m.Type, strings.Join(at, ""), v) {
			e, ok := source.Edit{At: n.at, New: k.write.literal(op.to)}, true
			if n.set != nil {
				e, ok = n.set(op.to)
			}
			if ok {
				k.add(s, m, at, op.name, e)
			}
		}
	case n.items != nil:
		for i, item := range n.items {
			k.node(s, m, value.Get(v, value.Path{value.IndexStep(i)}).Value, item, append(slices.Clone(at), fmt.Sprintf("[%d]", i)))
		}
	default:
		k.members(s, m, v, n.members, at)
	}
}

func (k *maker) add(s site, m Mutant, at []string, op string, list ...source.Edit) {
	m.Path, m.Op = strings.Join(at, ""), op
	if len(list) == 0 || k.only != nil && k.only[m] == nil {
		return
	}
	k.out[m] = edits{s.file.Path(): list}
}

// groupName names what one declaration deploys; where that is several
// resources, what differs between their names is a star.
func groupName(parts []*graph.Part) string {
	names := map[string]bool{}
	var segments [][]string
	for _, p := range parts {
		name := reference.Name(p.Declaration)
		if !names[name] {
			names[name] = true
			segments = append(segments, strings.Split(name, "/"))
		}
	}
	if len(names) == 1 {
		return slices.Collect(maps.Keys(names))[0]
	}
	out := slices.Clone(segments[0])
	for i := range out {
		for _, s := range segments[1:] {
			if i >= len(s) || s[i] != out[i] {
				out[i] = "*"
			}
		}
	}
	return strings.Join(out, "/")
}

// partsAt lists the resources that the declaration at a place deploys.
func partsAt(g *graph.Graph, at source.Range) []*graph.Part {
	var out []*graph.Part
	for _, p := range g.Parts {
		if !p.Existing && p.Whole.Path() == at.Path() && p.Whole.Start == at.Start && p.Whole.End == at.End {
			out = append(out, p)
		}
	}
	return out
}

// apply makes the edits.
func apply(files map[string]string, list edits) (map[string]string, error) {
	out := map[string]string{}
	for p, es := range list {
		es = slices.Clone(es)
		slices.SortStableFunc(es, func(a, b source.Edit) int { return cmp.Compare(a.At.Start, b.At.Start) })
		text, err := source.ApplyEdits([]byte(files[p]), es)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		out[p] = string(text)
	}
	return out, nil
}

// line widens a range to the whole lines that it stands on, if nothing else
// does.
func line(at source.Range) source.Range {
	text := at.File.Content()
	start, end := at.Start, at.End
	for start > 0 && (text[start-1] == ' ' || text[start-1] == '\t') {
		start--
	}
	for end < len(text) && (text[end] == ' ' || text[end] == '\t') {
		end++
	}
	if (start == 0 || text[start-1] == '\n') && (end == len(text) || text[end] == '\n') {
		return at.File.Range(start, min(end+1, len(text)))
	}
	return at
}

// listed widens the range of an entry of a list to the comma that separates it
// from the next one, or else from the one before.
func listed(at source.Range) source.Range {
	text := at.File.Content()
	space := func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
	end := at.End
	for end < len(text) && space(text[end]) {
		end++
	}
	if end < len(text) && text[end] == ',' {
		return line(at.File.Range(at.Start, end+1))
	}
	start := at.Start
	for start > 0 && space(text[start-1]) {
		start--
	}
	if start > 0 && text[start-1] == ',' {
		return at.File.Range(start-1, at.End)
	}
	return at
}
