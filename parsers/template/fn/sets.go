package fn

import (
	"moat/analyzer/value"
)

// setRows are the functions that treat arrays and objects as sets.
func setRows() []*Row {
	return []*Row{
		{Name: "union", Min: 1, Max: -1, In: Everywhere, Partial: true, Whole: true, Eval: plain(union)},
		{Name: "intersection", Min: 2, Max: -1, In: Everywhere, Partial: true, Eval: plain(intersection)},
		{Name: "distinct", Min: 1, Max: 1, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: plain(distinct)},
	}
}

// kindOf says whether the arguments are arrays, objects, or can't be told;
// fault if they are neither or mixed.
func (c *Call) kindOf(args []value.Value) (value.Type, *Fault) {
	typ := value.TypeAny
	for i, a := range args {
		t := value.TypeOf(a)
		switch {
		case !can(a, value.TypeArray, value.TypeObject):
			return typ, c.wrong(i, a, "an object or an array")
		case t == value.TypeAny:
		case typ == value.TypeAny:
			typ = t
		case t != typ:
			return typ, Faultf("%s() is given an object and an array; its arguments must all be the one or the other", c.Row.Name)
		}
	}
	return typ, nil
}

func union(c *Call, args []value.Value) (value.Value, *Fault) {
	typ, fault := c.kindOf(args)
	if fault != nil {
		return nil, fault
	}
	switch typ {
	case value.TypeObject:
		return c.merge(args, args, deep)
	case value.TypeArray:
		var s seq
		for _, a := range args {
			t, _ := seqOf(a)
			if fault := s.addDistinct(c, t); fault != nil {
				return nil, fault
			}
		}
		return s.array(c, value.SymCall("union", args...), args)
	}
	// Of a conditional the branches may be objects all the same.
	for _, a := range args {
		if _, ok := conditional(a); ok && hasObjectBranch(a) {
			return c.merge(args, args, deep)
		}
	}
	return c.Unknown(args...), nil
}

func distinct(c *Call, args []value.Value) (value.Value, *Fault) {
	t, ok := seqOf(args[0])
	if !ok {
		return nil, c.wrong(0, args[0], "an array")
	}
	var s seq
	if fault := s.addDistinct(c, t); fault != nil {
		return nil, fault
	}
	return s.array(c, value.SymCall("distinct", args...), args)
}

// maxCompare bounds the comparisons of one call: those of pairs of items that
// keys alone can't decide.
const maxCompare = 1 << 22

// addDistinct appends the items of t that aren't in s. One that may equal an
// earlier item leaves open what follows.
func (s *seq) addDistinct(c *Call, t seq) *Fault {
	seen := map[value.Key]bool{}
	partial := 0
	for _, list := range [...][]value.Value{s.items, s.loose} {
		for _, it := range list {
			seen[it.Key()] = true
			if !value.IsKnown(it) {
				partial++
			}
		}
	}
	for _, it := range t.items {
		if seen[it.Key()] {
			continue
		}
		// Known items of different keys differ.
		doubt := s.open
		if !doubt && (partial > 0 || !value.IsKnown(it)) {
			if len(s.items) > maxCompare/(1+len(t.items)) {
				return c.checkItems(c.maxItems() + 1)
			}
			for _, have := range s.items {
				if value.Equal(have, it) != value.No {
					doubt = true
					break
				}
			}
		}
		seen[it.Key()] = true
		if !value.IsKnown(it) {
			partial++
		}
		if doubt {
			s.maybe(it, value.Whys(it))
		} else {
			s.add(it)
		}
	}
	if t.open && !s.open {
		s.open, s.why = true, t.why
	}
	s.loose = append(s.loose, t.loose...)
	return c.checkItems(s.size())
}

func intersection(c *Call, args []value.Value) (value.Value, *Fault) {
	typ, fault := c.kindOf(args)
	if fault != nil {
		return nil, fault
	}
	switch typ {
	case value.TypeObject:
		return intersectObjects(c, args)
	case value.TypeArray:
		return intersectArrays(c, args)
	}
	return c.Unknown(args...), nil
}

func intersectArrays(c *Call, args []value.Value) (value.Value, *Fault) {
	lists := make([]seq, len(args))
	work := 1
	for i, a := range args {
		lists[i], _ = seqOf(a)
		work *= 1 + len(lists[i].items)
		if work > maxCompare {
			return nil, c.checkItems(c.maxItems() + 1)
		}
	}
	var s seq
	for _, it := range lists[0].items {
		t := value.Yes
		for _, other := range lists[1:] {
			t = t.And(holds(other.items, other.open, it))
		}
		// An item that occurs twice is in the result once.
		t = t.And(holds(s.items, s.open, it).Not())
		switch t {
		case value.Yes:
			s.add(it)
		case value.Maybe:
			s.maybe(it, value.Whys(args...))
		}
	}
	if lists[0].open {
		if !s.open {
			s.open, s.why = true, lists[0].why
		}
		s.loose = append(s.loose, lists[0].loose...)
	}
	return s.array(c, value.SymCall("intersection", args...), args)
}

func intersectObjects(c *Call, args []value.Value) (value.Value, *Fault) {
	base, ok := args[0].(value.Object)
	if !ok {
		return c.Unknown(args...), nil
	}
	var members []value.Member
	open := base.Open()
	for _, m := range base.Members() {
		t := value.Yes
		if m.KeyValue != nil || m.Maybe {
			t = value.Maybe
		}
		for _, a := range args[1:] {
			o, ok := a.(value.Object)
			if !ok {
				t = t.And(value.Maybe)
				continue
			}
			other, ok := o.Member(m.Key)
			switch {
			case !ok && !o.Open():
				t = value.No
			case !ok || other.Maybe:
				t = t.And(value.Maybe)
			default:
				t = t.And(value.Equal(m.Value, other.Value))
			}
		}
		switch t {
		case value.Yes:
			members = append(members, m)
		case value.Maybe:
			open = true // a member that may be missing can't be listed
		}
	}
	if !open {
		return value.NewObject(members, base.At(), c.Origin(args...)), nil
	}
	why := value.Whys(args...)
	return value.NewOpenObject(members, base.At(), value.SymCall("intersection", args...), why, c.Origin(args...)), nil
}
