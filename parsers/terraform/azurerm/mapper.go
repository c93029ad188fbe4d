package azurerm

import (
	"fmt"
	"slices"
	"strconv"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// mapper maps one block.
type mapper struct {
	block *Block
	env   *Env
	typ   *typeFile
	major int

	id     value.Value // of the block's resource
	madeUp bool
}

// written is a member that holds something: a null counts as not written.
func written(o value.Object, name string) (value.Member, bool) {
	m, ok := o.Member(name)
	if !ok || m.Value.Kind() == value.KindNull {
		return value.Member{}, false
	}
	return m, true
}

// scope is a block of HCL and the object that it fills.
type scope struct {
	body value.Object
	at   source.Range // to point at for what isn't written in it
	// choices are parts that may not be there; they are added when all that is
	// certain stands.
	choices []*tree
}

func (m *mapper) scope(body value.Object, at source.Range) *scope {
	if !at.IsValid() {
		at = m.block.Head
	}
	return &scope{body: body, at: at}
}

// fill puts what rows say of a block into t.
func (m *mapper) fill(rows []*row, groups [][]*row, s *scope, t *tree) {
	for _, group := range groups {
		m.attribute(group, s, t)
	}
	for _, r := range rows {
		if r.kind == kindBlock && !r.verb.takesBlock || r.kind == kindChild {
			m.nested(r, s, t)
		}
	}
	for _, c := range s.choices {
		t.graft(c)
	}
	s.choices = nil
}

// attribute sets the properties of a group of attributes: of those of which
// one is written the first that is, else the first default.
func (m *mapper) attribute(group []*row, s *scope, t *tree) {
	vs, r := m.sent(group, 0, s)
	if r == nil {
		return
	}
	for i, v := range vs {
		if v == nil {
			continue
		}
		p := deciding(r, s, v)
		switch {
		case r.each:
			if l := t.array(r.path, p); l != nil {
				l.add(v)
			}
			continue
		case r.leaves != nil:
			t.set(append(r.path[:len(r.path):len(r.path)], r.leaves[i]), v, p)
		default:
			t.set(r.path, v, p)
		}
		for _, c := range r.adds {
			t.set(c.path, m.added(c, r, s.at), place{})
		}
	}
}

// deciding is where the attribute stands that decides a property: of several
// that make it together, the one whose value it comes from.
func deciding(r *row, s *scope, v value.Value) place {
	p := place{}
	if mem, ok := written(s.body, r.name); ok {
		p = place{mem.KeyAt, mem.At}
	}
	for _, name := range r.with {
		if mem, ok := written(s.body, name); ok && v.Origin() != nil && mem.Value.Origin() == v.Origin() {
			p = place{mem.KeyAt, mem.At}
		}
	}
	return p
}

// sent gives the properties that group[i:] come to, and the attribute that
// decides; nil where nothing is sent.
func (m *mapper) sent(group []*row, i int, s *scope) ([]value.Value, *row) {
	for ; i < len(group); i++ {
		r := group[i]
		mem, ok := written(s.body, r.name)
		if !ok {
			continue
		}
		v := mem.Value
		if r.verb.takesBlock {
			if v = onlyBlock(v); v == nil {
				continue
			}
		}
		return m.branches(v, func(v value.Value) []value.Value {
			if v.Kind() == value.KindNull { // as if it weren't written
				vs, _ := m.sent(group, i+1, s)
				return vs
			}
			return m.apply(r, r.convert(v), s)
		}), r
	}
	for _, r := range lasting(group, s) {
		if d := r.defaultFor(m.major); d != nil {
			o := m.omitted(d, r.dotted, s.at)
			if null, ok := s.body.Member(r.name); ok { // what made it null may rest on a variable's default
				behind := *o
				behind.Next = null.Value.Origin()
				o = value.NewOrigin(behind)
			}
			return m.apply(r, value.WithOrigin(d, o), s), r
		}
	}
	for _, r := range group {
		if r.verb.always {
			return m.apply(r, nil, s), r
		}
	}
	return nil, nil
}

// lasting is a group in the order in which a default is told of: what is written,
// as null, then the names that the last major still has. The others are on their
// way out.
func lasting(group []*row, s *scope) []*row {
	if len(group) < 2 {
		return group
	}
	rank := func(r *row) int {
		if _, is := s.body.Member(r.name); is {
			return 0
		}
		if r.in.has(lastMajor) {
			return 1
		}
		return 2
	}
	out := slices.Clone(group)
	slices.SortStableFunc(out, func(a, b *row) int { return rank(a) - rank(b) })
	return out
}

// maxChoices bounds the branches of a conditional that are mapped one by one;
// one with more is an unknown like any other.
const maxChoices = 64

// branches maps each branch of a conditional, and chooses among the results.
func (m *mapper) branches(v value.Value, f func(value.Value) []value.Value) []value.Value {
	args, ok := value.AsCall(v, "if")
	if !ok || len(args) != 3 || value.Branches(v, maxChoices+1) > maxChoices {
		return f(v)
	}
	then, els := m.branches(args[1], f), m.branches(args[2], f)
	out := make([]value.Value, max(len(then), len(els)))
	for i := range out {
		a, b := nth(then, i), nth(els, i)
		if a == nil && b == nil {
			continue
		}
		w := value.NewIf(args[0], orNull(a), orNull(b), v.Origin())
		if v.Secret() {
			w = value.AsSecret(w)
		}
		out[i] = w
	}
	return out
}

func nth(vs []value.Value, i int) value.Value {
	if i >= len(vs) {
		return nil
	}
	return vs[i]
}

func orNull(v value.Value) value.Value {
	if v == nil {
		return value.NewNull(nil)
	}
	return v
}

// apply has a row's verb work on a value, and on each branch of what else it
// takes.
func (m *mapper) apply(r *row, v value.Value, s *scope) []value.Value {
	in := input{v: v, row: r, env: m.env, with: make([]value.Value, len(r.with))}
	for i, name := range r.with {
		in.with[i] = m.valueOf(name, s)
	}
	return m.applyWith(in, 0)
}

func (m *mapper) applyWith(in input, i int) []value.Value {
	for ; i < len(in.with); i++ {
		if in.with[i] == nil {
			continue
		}
		if args, ok := value.AsCall(in.with[i], "if"); ok && len(args) == 3 {
			return m.branches(in.with[i], func(v value.Value) []value.Value {
				next := in
				next.with = append([]value.Value{}, in.with...)
				next.with[i] = v
				if v.Kind() == value.KindNull {
					next.with[i] = nil
				}
				return m.applyWith(next, i+1)
			})
		}
	}
	if in.row.secret && in.v != nil {
		in.v = value.AsSecret(in.v)
	}
	return in.row.verb.forward(in)
}

// valueOf is what an attribute of a block has: what is written, else its
// default; nil for neither.
func (m *mapper) valueOf(name string, s *scope) value.Value {
	r := m.sibling(name, s)
	if mem, ok := written(s.body, name); ok {
		if r != nil {
			return r.convert(mem.Value)
		}
		return mem.Value
	}
	if r == nil {
		return nil
	}
	d := r.defaultFor(m.major)
	if d == nil {
		return nil
	}
	return value.WithOrigin(d, m.omitted(d, r.dotted, s.at))
}

// sibling is the row of an attribute that another one takes along. They stand
// at the top of the file.
func (m *mapper) sibling(name string, _ *scope) *row {
	for _, r := range m.typ.rows {
		if r.name == name {
			return r
		}
	}
	return nil
}

// omitted is the origin of what the provider sets for an attribute that isn't
// written.
func (m *mapper) omitted(v value.Value, name string, at source.Range) *value.Origin {
	return value.NewOrigin(value.Origin{
		Kind: value.OriginProviderDefault, At: at,
		Name: "azurerm " + strconv.Itoa(m.major) + " sets " + readable(v) + " when " + name + " is omitted",
	})
}

// added is a constant with the origin of what the provider sends along with
// something that is written.
func (m *mapper) added(c constant, r *row, at source.Range) value.Value {
	return value.WithOrigin(c.val, value.NewOrigin(value.Origin{
		Kind: value.OriginProviderDefault, At: at,
		Name: fmt.Sprintf("azurerm %d sets %s to %s with %s", m.major, c.path[len(c.path)-1], readable(c.val), r.dotted),
	}))
}

// fixed is a constant that every resource of the type has.
func (m *mapper) fixed(c constant) value.Value {
	return value.WithOrigin(c.val, value.NewOrigin(value.Origin{
		Kind: value.OriginProviderDefault, At: m.block.Head,
		Name: fmt.Sprintf("%s always sets %s to %s", m.typ.name, c.path[len(c.path)-1], readable(c.val)),
	}))
}

// readable is a constant as people write it in HCL.
func readable(v value.Value) string {
	return string(value.AppendJSON(nil, v, value.JSONOptions{}))
}

// onlyBlock is the one instance of a block type that has at most one; nil if
// there is none. Of a collection that isn't known it is a conditional.
func onlyBlock(v value.Value) value.Value {
	switch v := v.(type) {
	case value.Array:
		if len(v.Items()) > 0 {
			return v.Items()[0]
		}
		if len(v.Loose()) > 0 {
			return value.NewIf(notEmpty(v), v.Loose()[0], value.NewNull(nil), nil)
		}
		if !v.Open() {
			return nil
		}
		return value.NewIf(notEmpty(v), unknownOf(v, value.SymCall("first", v), value.TypeObject), value.NewNull(nil), nil)
	case value.Unknown:
		args, ok := value.AsCall(v, "if")
		if !ok || len(args) != 3 {
			return v
		}
		a, b := orNull(onlyBlock(args[1])), orNull(onlyBlock(args[2]))
		if a.Kind() == value.KindNull && b.Kind() == value.KindNull {
			return nil
		}
		return value.NewIf(args[0], a, b, v.Origin())
	}
	return v
}

// notEmpty asks whether a collection that isn't known holds anything.
func notEmpty(v value.Value) value.Value {
	return value.NewNot(call(value.TypeBool, "empty", v), nil)
}
