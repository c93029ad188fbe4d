package azurerm

import (
	"slices"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// tree is an ARM body that is being put together: attributes of one block set
// properties in different places, and several blocks may fill one array.
type tree struct {
	at       source.Range // of the block that the object comes from, if there is one
	branches []*branch
	children []*child
}

// branch is one property: a value, an object that is still growing, or an
// array that is.
type branch struct {
	key       string
	keyAt, at source.Range
	leaf      value.Value
	tree      *tree
	list      *list
}

// list is an array that is being put together. What stands in loose may follow
// the items, none or many times each.
type list struct {
	items, loose []value.Value
	open         []value.Value // what keeps it open: their forms tell such arrays apart
	why          []value.Why
	origin       *value.Origin
}

// child is a resource below the one that is being put together.
type child struct {
	row      *row
	name     value.Value
	index    int
	tree     *tree
	cond     value.Value // nil: always
	repeated value.Value // how many; nil: once
	at       source.Range
}

// place is where a property was written.
type place struct{ keyAt, at source.Range }

func (t *tree) branch(key string) *branch {
	for _, b := range t.branches {
		if b.key == key {
			return b
		}
	}
	return nil
}

// down returns the object at a path, made where it isn't there; nil if
// something else stands in the way.
func (t *tree) down(path []string) *tree {
	for _, key := range path {
		b := t.branch(key)
		if b == nil {
			b = &branch{key: key, tree: &tree{}}
			t.branches = append(t.branches, b)
		}
		if b.tree == nil {
			return nil
		}
		t = b.tree
	}
	return t
}

// set sets a property that nothing has set before. An object that is known
// part by part stays one that can grow.
func (t *tree) set(path []string, v value.Value, p place) {
	if v == nil || len(path) == 0 {
		return
	}
	if t = t.down(path[:len(path)-1]); t == nil {
		return
	}
	key := path[len(path)-1]
	if b := t.branch(key); b != nil {
		return
	}
	t.branches = append(t.branches, &branch{key: key, keyAt: p.keyAt, at: p.at, leaf: v})
}

// object returns the growing object at a path, for a block to fill; it takes
// the block's place if none is known.
func (t *tree) object(path []string, at source.Range, p place) *tree {
	o := t.down(path)
	if o == nil || len(path) == 0 {
		return o
	}
	if !o.at.IsValid() {
		o.at = at
	}
	b := t.down(path[:len(path)-1]).branch(path[len(path)-1])
	if !b.at.IsValid() {
		b.keyAt, b.at = p.keyAt, p.at
	}
	return o
}

// array returns the growing array at a path.
func (t *tree) array(path []string, p place) *list {
	if t = t.down(path[:len(path)-1]); t == nil {
		return nil
	}
	key := path[len(path)-1]
	b := t.branch(key)
	if b == nil {
		b = &branch{key: key, keyAt: p.keyAt, at: p.at, list: &list{}}
		t.branches = append(t.branches, b)
	}
	if b.list == nil && b.leaf != nil {
		if a, ok := b.leaf.(value.Array); ok {
			b.list, b.leaf = &list{}, nil
			b.list.join(a)
		}
	}
	return b.list
}

// join appends what another array holds.
func (l *list) join(a value.Array) {
	if l.origin == nil {
		l.origin = a.Origin()
	}
	if len(l.open) > 0 {
		l.loose = append(l.loose, a.Items()...)
	} else {
		l.items = append(l.items, a.Items()...)
	}
	l.loose = append(l.loose, a.Loose()...)
	if a.Open() {
		l.open = append(l.open, a)
		l.why = a.Why()
	}
}

// value is the array as it stands.
func (l *list) value() value.Value {
	if len(l.open) == 0 {
		return value.NewArray(slices.Clone(l.items), l.origin)
	}
	var sym *value.Sym
	if a, ok := l.open[0].(value.Array); ok && len(l.open) == 1 && len(l.items) == len(a.Items()) {
		sym = a.Sym()
	}
	if sym == nil {
		sym = value.SymCall("union", append([]value.Value{value.NewArray(slices.Clone(l.items), nil)}, l.open...)...)
	}
	return value.NewOpenArray(slices.Clone(l.items), slices.Clone(l.loose), sym, l.why, l.origin)
}

// value is the object as it stands.
func (t *tree) value() value.Object {
	members := make([]value.Member, 0, len(t.branches))
	for _, b := range t.branches {
		members = append(members, value.Member{Key: b.key, KeyAt: b.keyAt, At: b.at, Value: b.value()})
	}
	var o *value.Origin
	if t.at.IsValid() {
		o = value.Literal(t.at)
	}
	return value.NewObject(members, t.at, o)
}

func (b *branch) value() value.Value {
	switch {
	case b.leaf != nil:
		return b.leaf
	case b.list != nil:
		return b.list.value()
	}
	return b.tree.value()
}

// choose is what stands there if cond holds, or else. Path leads to the
// object that the choice is about: above it both trees are one.
func choose(cond value.Value, then, els *tree, path []string) *tree {
	out := &tree{at: then.at}
	if !out.at.IsValid() {
		out.at = els.at
	}
	for _, a := range then.branches {
		out.branches = append(out.branches, chooseBranch(cond, a, els.branch(a.key), path))
	}
	for _, b := range els.branches {
		if then.branch(b.key) == nil {
			out.branches = append(out.branches, chooseBranch(value.NewNot(cond, nil), b, nil, path))
		}
	}
	out.children = append(under(cond, then.children), under(value.NewNot(cond, nil), els.children)...)
	return out
}

// chooseBranch is a where cond holds, else b, which may be nil.
func chooseBranch(cond value.Value, a, b *branch, path []string) *branch {
	onPath := len(path) > 0 && path[0] == a.key
	if a.tree != nil && (onPath && len(path) > 1 || b != nil && b.tree != nil) {
		other := &tree{}
		if b != nil && b.tree != nil {
			other = b.tree
		}
		var rest []string
		if onPath {
			rest = path[1:]
		}
		return &branch{key: a.key, keyAt: a.keyAt, at: a.at, tree: choose(cond, a.tree, other, rest)}
	}
	els := value.Value(value.NewNull(nil))
	if b != nil {
		els = b.value()
	}
	then := a.value()
	return &branch{key: a.key, keyAt: a.keyAt, at: a.at, leaf: value.NewIf(cond, then, els, then.Origin())}
}

func under(cond value.Value, list []*child) []*child {
	out := make([]*child, len(list))
	for i, c := range list {
		with := *c
		with.cond = cond
		if c.cond != nil {
			with.cond = value.NewAnd(nil, cond, c.cond)
		}
		out[i] = &with
	}
	return out
}

// graft adds all of another tree; what stands there already stays.
func (t *tree) graft(from *tree) {
	if !t.at.IsValid() {
		t.at = from.at
	}
	for _, b := range from.branches {
		have := t.branch(b.key)
		switch {
		case have == nil:
			t.branches = append(t.branches, b)
		case have.tree != nil && b.tree != nil:
			have.tree.graft(b.tree)
		case have.tree != nil && b.leaf != nil:
			have.tree.graftValue(b.leaf)
		case have.isList() && b.isList():
			have.join(b.value())
		}
	}
	t.children = append(t.children, from.children...)
}

// graftValue adds the parts of an object that may not be there.
func (t *tree) graftValue(v value.Value) {
	args, ok := value.AsCall(v, "if")
	if !ok {
		return
	}
	then, isObject := args[1].(value.Object)
	if !isObject {
		return
	}
	els, _ := args[2].(value.Object)
	for _, m := range then.Members() {
		other := value.Value(value.NewNull(nil))
		if e, ok := memberOf(els, m.Key); ok {
			other = e.Value
		}
		t.set([]string{m.Key}, value.NewIf(args[0], m.Value, other, m.Value.Origin()), place{m.KeyAt, m.At})
	}
}

func memberOf(o value.Object, name string) (value.Member, bool) {
	if o == (value.Object{}) {
		return value.Member{}, false
	}
	return o.Member(name)
}

// isList says whether the branch is an array, or one of two by a condition.
func (b *branch) isList() bool {
	if b.list != nil {
		return true
	}
	if args, ok := value.AsCall(orNull(b.leaf), "if"); ok && len(args) == 3 {
		return args[1].Kind() == value.KindArray || args[2].Kind() == value.KindArray
	}
	return orNull(b.leaf).Kind() == value.KindArray
}

// join makes a longer array of the branch's, which may be no longer certain.
func (b *branch) join(v value.Value) {
	l := b.list
	if l == nil {
		l = &list{}
		l.add(b.leaf)
	}
	l.add(v)
	b.list, b.leaf = l, nil
}

// add appends an array, or the arrays that a conditional chooses from.
func (l *list) add(v value.Value) {
	switch v := v.(type) {
	case value.Array:
		l.join(v)
	case value.Unknown:
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 {
			for _, a := range args[1:] {
				if a, ok := a.(value.Array); ok {
					l.loose = append(l.loose, a.Items()...)
					l.loose = append(l.loose, a.Loose()...)
				}
			}
		}
		l.open = append(l.open, v)
		l.why = v.Why()
	}
}

func object(members []value.Member) value.Object {
	return value.NewObject(members, source.Range{}, nil)
}
