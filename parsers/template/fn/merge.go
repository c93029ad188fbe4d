package fn

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// depth says how objects merge: union() merges objects inside objects too,
// shallowMerge() replaces them.
type depth bool

const (
	shallow depth = false
	deep    depth = true
)

// hasObjectBranch says whether a conditional is an object in some deployment,
// and so must be in all that succeed.
func hasObjectBranch(v value.Value) bool {
	args, ok := conditional(v)
	return ok && (value.TypeOf(args[1]) == value.TypeObject || value.TypeOf(args[2]) == value.TypeObject)
}

// merge merges objects, the later ones winning. Conditionals among them, up to
// a bound, are merged branch by branch, so that what depends on a condition
// depends on nothing else: union(a, if(c, b, d)) is if(c, union(a, b),
// union(a, d)).
func (c *Call) merge(objects, args []value.Value, d depth) (value.Value, *Fault) {
	leaves := 1
	for _, o := range objects {
		if _, ok := conditional(o); ok && value.TypeOf(o) == value.TypeObject {
			leaves *= countLeaves(o, maxSplit+1)
		}
		if leaves > maxSplit {
			return c.mergeAll(objects, args, d)
		}
	}
	return c.mergeBranches(objects, args, d)
}

func (c *Call) mergeBranches(objects, args []value.Value, d depth) (value.Value, *Fault) {
	for _, o := range objects {
		cond, ok := conditional(o)
		if !ok || value.TypeOf(o) != value.TypeObject {
			continue
		}
		then, fault := c.mergeBranches(assume(objects, cond[0], 1), args, d)
		if fault != nil {
			return nil, fault
		}
		els, fault := c.mergeBranches(assume(objects, cond[0], 2), args, d)
		if fault != nil {
			return nil, fault
		}
		return value.NewIf(cond[0], then, els, c.Origin(args...)), nil
	}
	return c.mergeAll(objects, args, d)
}

// assume takes one branch of all conditionals on a condition.
func assume(vs []value.Value, cond value.Value, branch int) []value.Value {
	out := make([]value.Value, len(vs))
	for i, v := range vs {
		out[i] = v
		for {
			args, ok := conditional(out[i])
			if !ok || args[0].Key() != cond.Key() {
				break
			}
			out[i] = args[branch]
		}
	}
	return out
}

func (c *Call) mergeAll(objects, args []value.Value, d depth) (value.Value, *Fault) {
	if len(objects) == 1 {
		return objects[0], nil
	}
	steps := maxMerged
	m := merger{c: c, depth: d, index: map[string]int{}, steps: &steps}
	for i, o := range objects {
		if !can(o, value.TypeObject, value.TypeNull) {
			return nil, c.wrong(i, o, "an object")
		}
		if _, null := o.(value.Null); null && d == deep {
			return nil, c.wrong(i, o, "an object")
		}
		m.whole = func() value.Value { return m.unknown(m.sym(objects[:i+1]), value.TypeObject, objects[:i+1]...) }
		if fault := m.add(o); fault != nil {
			return nil, fault
		}
	}
	at := source.Range{}
	if o, ok := objects[0].(value.Object); ok {
		at = o.At()
	}
	return m.object(m.sym(objects), at, args)
}

// merger is an object under construction.
type merger struct {
	c       *Call
	depth   depth
	members []value.Member
	index   map[string]int // of members with known names, by name
	open    bool
	why     []value.Why
	nesting int
	steps   *int // members that the whole call may still merge
	// whole is the canonical form of all that has been merged up to and with
	// the object that is being added.
	whole func() value.Value
}

// maxMerged bounds the members that one call merges. Values share parts, so what
// is merged can be exponentially larger than what was written.
const maxMerged = 20_000

// maxOperands bounds the operands of a union of unions that is written as one.
const maxOperands = 256

// maxNesting bounds how deep objects merge in one another.
const maxNesting = 128

func (m *merger) add(v value.Value) *Fault {
	o, ok := v.(value.Object)
	if !ok {
		if _, null := v.(value.Null); null {
			return nil
		}
		m.doubt(nil, value.WhyOf(v))
		return nil
	}
	if fault := m.c.checkItems(len(m.members) + len(o.Members())); fault != nil {
		return fault
	}
	if *m.steps -= 1 + len(o.Members()); *m.steps < 0 {
		return &Fault{Limit: true, Message: "union() merges more members than Moat follows; the result is unknown"}
	}
	before := m.open
	if o.Open() {
		own := map[string]bool{}
		for _, mem := range o.Members() {
			own[mem.Key] = mem.KeyValue == nil
		}
		m.doubt(own, o.Why())
	}
	for _, mem := range o.Members() {
		if mem.KeyValue != nil {
			m.members = append(m.members, mem)
			continue
		}
		i, ok := m.index[mem.Key]
		if !ok {
			if before && m.depth == deep && can(mem.Value, value.TypeObject) {
				// What the unlisted part holds under this name is merged in.
				mem.Value = m.openUp(mem.Key, mem.Value)
			}
			m.index[mem.Key] = len(m.members)
			m.members = append(m.members, mem)
			continue
		}
		have := m.members[i]
		if m.depth == deep {
			merged, fault := m.values(have, mem)
			if fault != nil {
				return fault
			}
			mem.Value = merged
		}
		m.members[i] = mem
	}
	return nil
}

// openUp is a value merged over something unknown of the same name.
func (m *merger) openUp(key string, v value.Value) value.Value {
	if o, ok := v.(value.Object); ok && m.nesting < maxNesting {
		inner := m.inner(key)
		inner.open, inner.why = true, m.why
		if inner.add(o) == nil {
			return value.NewOpenObject(inner.members, o.At(), m.member(key), m.reasons(), o.Origin())
		}
	}
	return m.unknown(m.member(key), value.TypeOf(v), v)
}

// inner merges what stands under a name.
func (m *merger) inner(key string) merger {
	return merger{c: m.c, depth: deep, index: map[string]int{}, nesting: m.nesting + 1, steps: m.steps,
		whole: func() value.Value { return m.unknown(m.member(key), value.TypeAny) }}
}

// member is the canonical form of what the merged object holds under a name.
func (m *merger) member(key string) *value.Sym { return value.SymProp(m.whole(), key) }

func (m *merger) unknown(sym *value.Sym, typ value.Type, args ...value.Value) value.Value {
	why := value.Whys(args...)
	if len(why) == 0 {
		why = m.reasons()
	}
	return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: why, Type: typ, Secret: anySecret(args), Origin: m.c.Origin(args...)})
}

func (m *merger) reasons() []value.Why {
	if len(m.why) > 0 {
		return m.why
	}
	return []value.Why{{Reason: value.ReasonTypeError, Name: m.c.Row.Name, At: m.c.At}}
}

// doubt marks all members but those of the given names as replaceable by
// something that isn't known.
func (m *merger) doubt(but map[string]bool, why []value.Why) {
	if !m.open {
		m.open, m.why = true, why
	}
	for i, mem := range m.members {
		if mem.KeyValue == nil && but[mem.Key] {
			continue
		}
		m.members[i].Maybe = true
	}
}

// values merges what two objects hold under one name.
func (m *merger) values(have, add value.Member) (value.Value, *Fault) {
	old, v := have.Value, add.Value
	wasObject := value.TypeOf(old) == value.TypeObject && !have.Maybe
	switch t := value.TypeOf(v); {
	case !can(v, value.TypeObject):
		return v, nil // replaces whatever was there
	case !wasObject && value.TypeOf(old) != value.TypeAny && !have.Maybe:
		return v, nil
	case m.nesting >= maxNesting:
		return nil, &Fault{Limit: true, Message: "union() merges objects that are nested deeper than Moat's limit"}
	case t == value.TypeAny:
		return m.unknown(m.member(add.Key), value.TypeAny, v, old), nil
	}
	args := []value.Value{old, v}
	sym := m.member(add.Key)
	if wasObject {
		sym = m.sym(args)
	}
	inner := m.inner(add.Key)
	if o, ok := old.(value.Object); ok {
		if fault := inner.add(o); fault != nil {
			return nil, fault
		}
		if have.Maybe {
			inner.doubt(nil, m.why)
		}
	} else {
		inner.open, inner.why = true, value.Whys(old)
		if len(inner.why) == 0 {
			inner.why = m.why
		}
	}
	if fault := inner.add(v); fault != nil {
		return nil, fault
	}
	at := source.Range{}
	if o, ok := v.(value.Object); ok {
		at = o.At()
	}
	return inner.object(sym, at, args)
}

// object is the merged object as a value. With something unknown in it, the
// call on canonical operands is its canonical form.
func (m *merger) object(sym *value.Sym, at source.Range, args []value.Value) (value.Value, *Fault) {
	if fault := m.c.checkItems(len(m.members)); fault != nil {
		return nil, fault
	}
	origin := m.c.Origin(args...)
	if !m.open {
		return value.NewObject(m.members, at, origin), nil
	}
	if len(m.members) == 0 {
		return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: m.reasons(), Type: value.TypeObject, Secret: anySecret(args), Origin: origin}), nil
	}
	return value.NewOpenObject(m.members, at, sym, m.reasons(), origin), nil
}

func (m *merger) sym(objects []value.Value) *value.Sym {
	if m.depth == shallow {
		return value.SymCall("shallowMerge", value.NewArray(objects, nil))
	}
	var ops []value.Value
	for _, o := range objects {
		if s := symOf(o); s != nil && s.Op() == value.OpCall && s.Name() == "union" && len(ops)+len(s.Args()) <= maxOperands {
			ops = append(ops, s.Args()...)
		} else if known, ok := o.(value.Object); !ok || known.Open() || len(known.Members()) > 0 {
			ops = append(ops, o)
		}
	}
	if len(ops) == 1 {
		if s := symOf(ops[0]); s != nil {
			return s
		}
	}
	return value.SymCall("union", ops...)
}
