package template

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// objectBuilder puts an object together from members and spreads, the later
// winning, in the order of the first mention.
type objectBuilder struct {
	at      source.Range
	members []value.Member
	index   map[string]int // of members by name, once there are many
	// spreads is set where something may be spread, so that the runs of
	// members between spreads must be kept.
	spreads bool
	open    bool
	why     []value.Why
	// parts are what the canonical form of an open object merges: known runs
	// of members and unknown spreads in turn.
	parts []value.Value
	run   []value.Member // members since the last spread
}

// newObjectBuilder prepares to put e together.
func newObjectBuilder(e *expression.Object) objectBuilder {
	b := objectBuilder{at: e.At, members: make([]value.Member, 0, len(e.Members))}
	for _, m := range e.Members {
		b.spreads = b.spreads || m.Spread
	}
	return b
}

func (b *objectBuilder) set(m value.Member) {
	if b.spreads {
		b.run = append(b.run, m)
	}
	b.put(m)
}

// fewMembers is how many names are found faster one after the other.
const fewMembers = 12

// find is the position of the member of exactly this name; -1 if there is none.
func (b *objectBuilder) find(name string) int {
	if b.index != nil {
		if i, ok := b.index[name]; ok {
			return i
		}
		return -1
	}
	for i := range b.members {
		if b.members[i].KeyValue == nil && b.members[i].Key == name {
			return i
		}
	}
	return -1
}

func (b *objectBuilder) put(m value.Member) {
	if m.KeyValue != nil {
		b.members = append(b.members, m)
		return
	}
	if i := b.find(m.Key); i >= 0 {
		b.members[i] = m
		return
	}
	if b.index == nil && len(b.members) >= fewMembers {
		b.index = make(map[string]int, 4*fewMembers)
		for i, have := range b.members {
			if have.KeyValue == nil {
				b.index[have.Key] = i
			}
		}
	}
	if b.index != nil {
		b.index[m.Key] = len(b.members)
	}
	b.members = append(b.members, m)
}

func (b *objectBuilder) flush() {
	if len(b.run) > 0 {
		b.parts = append(b.parts, value.NewObject(b.run, b.at, nil))
		b.run = nil
	}
}

// spread adds what v holds. Something unknown leaves the object open: what
// came before may be replaced, and more may be there.
func (b *objectBuilder) spread(v value.Value) {
	switch v := v.(type) {
	case value.Null:
	case value.Object:
		b.flush()
		b.parts = append(b.parts, v)
		if v.Open() {
			b.loosen(v.Why())
		}
		for _, m := range v.Members() {
			b.put(m)
		}
	default:
		b.flush()
		b.parts = append(b.parts, v)
		b.loosen(value.WhyOf(v))
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 {
			b.branch(args[1])
			b.branch(args[2])
		}
	}
}

// branch adds the members of one branch of a conditional spread as possible
// ones.
func (b *objectBuilder) branch(v value.Value) {
	o, ok := v.(value.Object)
	if !ok {
		return
	}
	for _, m := range o.Members() {
		if m.KeyValue != nil {
			continue
		}
		if b.find(m.Key) < 0 {
			m.Maybe = true
			b.put(m)
		}
	}
}

func (b *objectBuilder) loosen(why []value.Why) {
	b.open = true
	if b.why == nil {
		b.why = why
	}
	for i := range b.members {
		b.members[i].Maybe = true
	}
}

func (b *objectBuilder) value(o *value.Origin) value.Value {
	if !b.open {
		return value.NewObject(b.members, b.at, o)
	}
	b.flush()
	if b.why == nil {
		b.why = []value.Why{{Reason: value.ReasonTypeError, At: b.at}}
	}
	sym := value.SymCall("shallowMerge", value.NewArray(b.parts, nil))
	return value.NewOpenObject(b.members, b.at, sym, b.why, o)
}
