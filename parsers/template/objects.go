package template

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// objectBuilder puts an object together from members and spreads, the later
// winning, in the order of the first mention.
type objectBuilder struct {
	at      source.Range
	members []value.Member
	index   map[string]int
	open    bool
	why     []value.Why
	// parts are what the canonical form of an open object merges: known runs
	// of members and unknown spreads in turn.
	parts []value.Value
	run   []value.Member // members since the last spread
}

func (b *objectBuilder) set(m value.Member) {
	b.run = append(b.run, m)
	b.put(m)
}

func (b *objectBuilder) put(m value.Member) {
	if m.KeyValue != nil {
		b.members = append(b.members, m)
		return
	}
	if b.index == nil {
		b.index = make(map[string]int)
	}
	if i, ok := b.index[m.Key]; ok {
		b.members[i] = m
		return
	}
	b.index[m.Key] = len(b.members)
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
		if _, have := b.index[m.Key]; !have {
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
