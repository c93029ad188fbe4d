package value

import (
	"strconv"
	"strings"

	"moat/analyzer/source"
)

// Step is one step of a Path: a property name, or an index if Name is "".
type Step struct {
	Name  string
	Index int
}

// NameStep and IndexStep make steps.
func NameStep(name string) Step { return Step{Name: name} }
func IndexStep(i int) Step      { return Step{Index: i} }

// Path leads from a value to a part of it.
type Path []Step

// Child returns p with one more step; p is not changed.
func (p Path) Child(s Step) Path {
	out := make(Path, len(p)+1)
	copy(out, p)
	out[len(p)] = s
	return out
}

// ParsePath reads a dotted path such as "properties.networkAcls.ipRules[0]".
func ParsePath(s string) Path {
	var p Path
	for part := range strings.SplitSeq(s, ".") {
		name, rest, _ := strings.Cut(part, "[")
		if name != "" {
			p = append(p, NameStep(name))
		}
		for rest != "" {
			num, more, _ := strings.Cut(rest, "]")
			if n, err := strconv.Atoi(num); err == nil {
				p = append(p, IndexStep(n))
			}
			_, rest, _ = strings.Cut(more, "[")
		}
	}
	return p
}

// String is the dotted form.
func (p Path) String() string {
	var b strings.Builder
	for _, s := range p {
		if s.Name == "" {
			b.WriteString("[" + strconv.Itoa(s.Index) + "]")
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.Name)
	}
	return b.String()
}

// Presence says whether something stands at a path.
type Presence uint8

// The three answers of Get. A null counts as absent, as it does for Azure.
const (
	Absent Presence = iota
	Present
	Possible
)

// Lookup is what Get found.
type Lookup struct {
	Presence Presence
	// Value is what stands there; nil when absent, and for a Possible of which
	// nothing is known.
	Value Value
	// At is the written value, KeyAt its written name; where nothing stands,
	// At is the innermost object that does: the place to insert into.
	At, KeyAt source.Range
	// Why tells what decides a Possible.
	Why []Why
	// Depth is the number of steps that could be followed.
	Depth int
}

// Get follows p into v. Names fold ASCII case. A conditional yields a
// conditional of what its branches hold.
func Get(v Value, p Path) Lookup {
	l := Lookup{Presence: Present, Value: v}
	if o, ok := v.(Object); ok {
		l.At = o.o.at
	}
	for i, step := range p {
		l.Depth = i
		if !l.step(step) {
			return l
		}
	}
	l.Depth = len(p)
	if _, null := l.Value.(Null); null {
		l.Value = nil
		if l.Presence == Present {
			l.Presence = Absent
		}
	}
	return l
}

// step moves l on by one step; false ends the walk with l as the answer.
func (l *Lookup) step(s Step) bool {
	switch v := l.Value.(type) {
	case Object:
		if s.Name == "" {
			*l = Lookup{Presence: Absent, At: l.At}
			return false
		}
		m, ok := v.Member(s.Name)
		if !ok {
			at := v.o.at
			if !at.IsValid() {
				at = l.At
			}
			*l = Lookup{Presence: Absent, At: at}
			if v.o.open {
				l.Presence, l.Why = Possible, v.o.why
			}
			return false
		}
		l.Value, l.KeyAt = m.Value, m.KeyAt
		if m.At.IsValid() {
			l.At = m.At
		} else if o := m.Value.Origin(); o != nil && o.At.IsValid() {
			l.At = o.At
		}
		if m.Maybe {
			l.Presence, l.Why = Possible, v.o.why
		}
		return true
	case Array:
		if s.Name != "" {
			*l = Lookup{Presence: Absent, At: l.At}
			return false
		}
		if s.Index < len(v.a.items) {
			l.Value = v.a.items[s.Index]
			if o := l.Value.Origin(); o != nil && o.At.IsValid() {
				l.At = o.At
			}
			return true
		}
		*l = Lookup{Presence: Absent, At: l.At}
		if v.a.open {
			l.Presence, l.Why = Possible, v.a.why
		}
		return false
	case Unknown:
		return l.stepUnknown(v, s)
	}
	*l = Lookup{Presence: Absent, At: l.At}
	return false
}

func (l *Lookup) stepUnknown(v Unknown, s Step) bool {
	if args, ok := AsCall(v, "if"); ok && len(args) == 3 && Branches(v, maxBranches+1) <= maxBranches {
		then := Lookup{Presence: Present, Value: args[1], At: l.At}
		els := Lookup{Presence: Present, Value: args[2], At: l.At}
		tok, eok := then.step(s), els.step(s)
		switch {
		case tok && eok:
			l.Value = NewIf(args[0], then.Value, els.Value, nil)
			for _, branch := range [...]Lookup{then, els} {
				if branch.Presence == Possible {
					l.Presence, l.Why = Possible, branch.Why
				}
			}
			return true
		case !tok && !eok && then.Presence == Absent && els.Presence == Absent:
			*l = Lookup{Presence: Absent, At: l.At}
			return false
		}
		got := then
		if !tok {
			got = els
		}
		*l = Lookup{Presence: Possible, Value: got.Value, At: got.At, KeyAt: got.KeyAt, Why: WhyOf(args[0])}
		return got.Value != nil
	}
	if v.u.hint != nil {
		hinted := *l
		hinted.Value = v.u.hint
		if hinted.step(s) {
			*l = hinted
			l.Presence, l.Why = Possible, v.u.why
			return true
		}
	}
	*l = Lookup{Presence: Possible, At: l.At, Why: v.u.why}
	return false
}

// maxBranches bounds the branches of a conditional that Get looks into.
const maxBranches = 256

// Branches counts the values that the conditionals in v choose from, 1 if v is
// none. It stops at limit: conditionals share branches, so there can be far
// more than v has parts.
func Branches(v Value, limit int) int {
	args, ok := AsCall(v, "if")
	if !ok || len(args) != 3 {
		return 1
	}
	n := Branches(args[1], limit)
	if n >= limit {
		return n
	}
	return n + Branches(args[2], limit-n)
}
