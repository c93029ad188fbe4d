package azurerm

import (
	"fmt"

	"moat/analyzer/value"
)

// nested adds what the blocks of a row come to.
func (m *mapper) nested(r *row, s *scope, t *tree) {
	switch {
	case r.kind == kindBlock && r.verb.attributes:
		m.appended(r, s, t)
		return
	case r.verb.attributes:
		c := &child{row: r, name: text(r.named), tree: &tree{}, at: m.block.Head}
		m.fill(r.rows, r.groups, &scope{body: s.body, at: s.at}, c.tree)
		if len(c.tree.branches) > 0 {
			t.children = append(t.children, c)
		}
		return
	}
	mem, _ := written(s.body, r.name)
	mem.Value = blocks(mem.Value)
	if a, ok := mem.Value.(value.Array); mem.Value == nil || ok && !a.Open() {
		m.instances(r, mem, s, t)
		return
	}
	if part := m.choice(r, mem, s); part != nil {
		s.choices = append(s.choices, part)
	}
}

// blocks is the value of a nested block type: in JSON, an object stands for one
// block.
func blocks(v value.Value) value.Value {
	if o, ok := v.(value.Object); ok {
		return value.NewArray([]value.Value{o}, o.Origin())
	}
	return v
}

// appended adds the one element that the block puts into an array of another
// resource. What else is in there, other blocks and Azure say.
func (m *mapper) appended(r *row, s *scope, t *tree) {
	el := &tree{at: s.body.At()}
	m.fill(r.rows, r.groups, &scope{body: s.body, at: s.at}, el)
	l := t.array(r.path, place{})
	if len(el.branches) == 0 || l == nil {
		return
	}
	v := el.value()
	why := []value.Why{{Reason: m.reason(), Name: m.block.Address, At: m.block.Head}}
	l.join(value.NewOpenArray([]value.Value{v}, nil, value.SymCall("tf.appended", m.id, v), why, v.Origin()))
}

// instances adds the blocks of a collection that is known.
func (m *mapper) instances(r *row, mem value.Member, s *scope, t *tree) {
	var items, loose []value.Value
	a, ok := mem.Value.(value.Array)
	if ok {
		items, loose = a.Items(), a.Loose()
	}
	switch {
	case r.kind == kindChild:
		for i, it := range items {
			if i > 0 && r.verb.name != "child_per_block" {
				break
			}
			t.children = append(t.children, m.child(r, it, i, s))
		}
	case r.verb.name == "pe_connection":
		for _, it := range items {
			m.connection(r, it, mem, s, t, false)
		}
		for _, it := range loose {
			m.connection(r, it, mem, s, t, true)
		}
	case r.each:
		if len(items) == 0 && len(loose) == 0 && !(ok && a.Open()) {
			return
		}
		l := t.array(r.path, place{mem.KeyAt, mem.At})
		if l == nil {
			return
		}
		elements := m.elements(r, items, s)
		if !a.Open() {
			l.join(value.NewArray(elements, a.Origin()))
			return
		}
		others := m.elements(r, loose, s)
		sym := value.SymCall("tf."+r.dotted, a, value.NewArray(elements, nil), value.NewArray(others, nil))
		l.join(value.NewOpenArray(elements, others, sym, a.Why(), a.Origin()))
	case len(items) == 0:
		for _, c := range r.absent {
			v := value.WithOrigin(c.val, m.omitted(c.val, r.dotted, s.at))
			t.set(join(r.path, c.path), v, place{})
		}
	default:
		block, ok := items[0].(value.Object)
		if !ok {
			t.set(r.path, items[0], place{mem.KeyAt, mem.At})
			return
		}
		o := t.object(r.path, block.At(), place{mem.KeyAt, mem.At})
		if o == nil {
			return
		}
		inner := m.scope(block, block.At())
		for _, c := range r.adds {
			o.set(c.path, m.added(c, r, inner.at), place{})
		}
		m.fill(r.rows, r.groups, inner, o)
	}
}

func join(a, b []string) []string { return append(a[:len(a):len(a)], b...) }

// elements maps each block to an element of an array.
func (m *mapper) elements(r *row, blocks []value.Value, s *scope) []value.Value {
	out := make([]value.Value, len(blocks))
	for i, b := range blocks {
		out[i] = m.elementOf(r, b)
	}
	return out
}

func (m *mapper) elementOf(r *row, v value.Value) value.Value {
	block, ok := v.(value.Object)
	if !ok {
		return v
	}
	el := &tree{at: block.At()}
	inner := m.scope(block, block.At())
	for _, c := range r.adds {
		el.set(c.path, m.added(c, r, inner.at), place{})
	}
	m.fill(r.rows, r.groups, inner, el)
	return el.value()
}

// choice is the part that blocks of which it isn't known whether they are
// there come to.
func (m *mapper) choice(r *row, mem value.Member, s *scope) *tree {
	part := func(v value.Value) *tree {
		inner := mem
		inner.Value = v
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 {
			return m.choice(r, inner, s)
		}
		if a, ok := v.(value.Array); ok && a.Open() || v.Kind() == value.KindUnknown {
			return m.choice(r, inner, s)
		}
		t := &tree{}
		m.instances(r, inner, s, t)
		return t
	}
	switch v := mem.Value.(type) {
	case value.Array:
		t := &tree{}
		switch {
		case r.kind == kindChild:
			for i, it := range v.Items() {
				t.children = append(t.children, m.child(r, it, i, s))
			}
			for i, it := range v.Loose() {
				c := m.child(r, it, len(v.Items())+i, s)
				if r.verb.name == "child_per_block" {
					c.repeated = call(value.TypeInt, "length", v)
				} else {
					c.cond = notEmpty(v)
				}
				t.children = append(t.children, c)
			}
		case r.each:
			m.instances(r, mem, s, t)
		case len(v.Items()) > 0:
			return part(value.NewArray(v.Items(), v.Origin()))
		case len(v.Loose()) > 0:
			one := value.NewArray(v.Loose()[:1], v.Origin())
			return choose(notEmpty(v), part(one), part(value.NewArray(nil, nil)), r.path)
		default:
			t.set(r.path, unknownOf(v, value.SymCall("tf."+r.dotted, v), value.TypeAny), place{mem.KeyAt, mem.At})
		}
		return t
	case value.Unknown:
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && value.Branches(v, maxChoices+1) <= maxChoices {
			return choose(args[0], part(args[1]), part(args[2]), r.path)
		}
		t := &tree{}
		if r.kind == kindChild {
			return t // nothing of it is known, not even its name
		}
		u := unknownOf(v, value.SymCall("tf."+r.dotted, v), value.TypeAny)
		if r.each {
			t.array(r.path, place{mem.KeyAt, mem.At}).add(u)
		} else {
			t.set(r.path, u, place{mem.KeyAt, mem.At})
		}
		return t
	}
	return nil
}

// child is the resource that a block makes below its own.
func (m *mapper) child(r *row, v value.Value, index int, s *scope) *child {
	c := &child{row: r, name: text(r.named), index: index, tree: &tree{}, at: s.at}
	block, ok := v.(value.Object)
	if !ok {
		c.name = unknownOf(v, value.SymProp(v, "name"), value.TypeString)
		return c
	}
	inner := m.scope(block, block.At())
	c.at, c.tree.at = inner.at, block.At()
	if attr, ok := placeholderOf(r.named); ok {
		c.name = nil
		if mem, ok := written(block, attr); ok {
			c.name = location(input{v: mem.Value})
			if attr == "name" {
				c.name = mem.Value
			}
		}
		if c.name == nil {
			c.name = m.runtime(r.dotted)
		}
	}
	for _, a := range r.adds {
		c.tree.set(a.path, m.added(a, r, inner.at), place{})
	}
	m.fill(r.rows, r.groups, inner, c.tree)
	return c
}

func placeholderOf(named string) (string, bool) {
	if len(named) > 2 && named[0] == '{' {
		return named[1 : len(named)-1], true
	}
	return "", false
}

// manual is where the connections stand that the target's owner has to
// approve.
const manual = "manualPrivateLinkServiceConnections"

// connection adds a connection of a private endpoint to one of two arrays. If
// it isn't known to which, it may be in either.
func (m *mapper) connection(r *row, v value.Value, mem value.Member, s *scope, t *tree, maybe bool) {
	el := m.elementOf(r, v)
	p := place{mem.KeyAt, mem.At}
	other := join(r.path[:len(r.path)-1], []string{manual})
	isManual := value.Value(value.NewBool(false, nil))
	if block, ok := v.(value.Object); ok {
		if w, ok := written(block, "is_manual_connection"); ok {
			isManual = (&row{kind: kindBool}).convert(w.Value)
		}
	}
	add := func(path []string, sure bool) {
		l := t.array(path, p)
		if l == nil {
			return
		}
		if sure && !maybe {
			l.join(value.NewArray([]value.Value{el}, mem.Value.Origin()))
			return
		}
		why := value.Whys(isManual, mem.Value)
		if why == nil {
			why = []value.Why{{Reason: value.ReasonLoop, At: s.at}}
		}
		sym := value.SymCall("tf."+r.dotted, mem.Value, isManual, el)
		l.join(value.NewOpenArray(nil, []value.Value{el}, sym, why, mem.Value.Origin()))
	}
	b, known := isManual.(value.Bool)
	if !known || !b.Bool() {
		add(r.path, known)
	}
	if !known || b.Bool() {
		add(other, known)
	}
}

// resources are the block's own resource and those below it.
func (m *mapper) resources() []Resource {
	if m.typ.arm == "" {
		return nil
	}
	id := m.id
	own := Resource{
		Type: m.typ.arm, APIVersion: m.typ.api, ID: id, Existing: m.block.Data, Patch: m.typ.patch && !m.block.Data,
		At: m.block.Head, Whole: m.block.Whole,
	}
	own.Name, own.OwnName = nameOf(id, own.Type)
	own.Scope = scopeOf(id)
	switch {
	case m.typ.extension:
		own.Scope = cutExtension(id)
	case isChild(own.Type):
		own.Parent = above(id)
	}
	if m.block.Data {
		own.Body = value.NewObject(nil, m.block.Body.At(), nil)
		return []Resource{own}
	}
	t := &tree{}
	m.fill(m.typ.rows, m.typ.groups, m.scope(m.block.Body, m.block.Head), t)
	for _, c := range m.typ.sets {
		t.set(c.path, m.fixed(c), place{})
	}
	t.at = m.block.Body.At()
	own.Body = t.value()
	return append([]Resource{own}, m.below(own, t.children)...)
}

// isChild says whether a type stands below another one.
func isChild(typ string) bool {
	n := 0
	for _, c := range typ {
		if c == '/' {
			n++
		}
	}
	return n > 1
}

// cutExtension is what a resource with an id extends.
func cutExtension(id value.Value) value.Value {
	segs := segments(id)
	if len(segs) < 5 { // /providers/{namespace}/{type}/{name} behind it
		return call(value.TypeString, "tf.parentId", id)
	}
	return keep(slashed(segs[:len(segs)-4]), id)
}

// below lists the resources that blocks make below the block's own.
func (m *mapper) below(parent Resource, children []*child) []Resource {
	var out []Resource
	for _, c := range children {
		segs := []value.Value{parent.ID, text(c.row.child), c.name}
		r := Resource{
			Part: fmt.Sprintf("%s[%d]", c.row.dotted, c.index), Type: parent.Type + "/" + c.row.child, APIVersion: parent.APIVersion,
			OwnName: c.name, Name: slashed([]value.Value{parent.Name, c.name}), ID: slashed(segs),
			Scope: parent.Scope, Parent: parent.ID, Body: c.tree.value(),
			Condition: c.cond, Repeated: c.repeated, At: c.at, Whole: c.tree.at,
		}
		if !r.Whole.IsValid() {
			r.At, r.Whole = m.block.Head, m.block.Whole
		}
		out = append(out, r)
		out = append(out, m.below(r, c.tree.children)...)
	}
	return out
}
