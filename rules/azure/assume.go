package azure

import (
	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// Assuming is v where a condition holds: conditionals that the condition
// settles are replaced by the branch that is left. What another resource says
// of r is judged so under r's own condition.
func Assuming(c value.Condition, v value.Value) value.Value {
	if c.IsAlways() || v == nil {
		return v
	}
	switch v := v.(type) {
	case value.Unknown:
		args, ok := value.AsCall(v, "if")
		if !ok || len(args) != 3 {
			return v
		}
		if b, known := c.Assume(args[0]).(value.Bool); known {
			if b.Bool() {
				return Assuming(c, args[1])
			}
			return Assuming(c, args[2])
		}
		then, els := Assuming(c, args[1]), Assuming(c, args[2])
		if then.Key() == args[1].Key() && els.Key() == args[2].Key() {
			return v
		}
		return value.NewIf(args[0], then, els, v.Origin())
	case value.Text:
		pieces := make([]value.Piece, 0, len(v.Pieces()))
		changed := false
		for _, p := range v.Pieces() {
			if p.Hole != nil {
				hole := Assuming(c, p.Hole)
				changed = changed || hole.Key() != p.Hole.Key()
				if s, ok := value.Render(hole, false); ok {
					p = value.Piece{Lit: s}
				} else {
					p = value.Piece{Hole: hole}
				}
			}
			pieces = append(pieces, p)
		}
		if changed {
			return value.NewText(pieces, v.Origin())
		}
	}
	return v
}

// item is an element of a list that may be spelled in several ways.
type item struct {
	value value.Value
	index int  // in the list as written; -1 if it has no certain place
	maybe bool // it may not be there
}

// items lists what a list holds, or may hold: elements of a closed list, those
// of an open one, those of either branch of a conditional. all is false where
// there may be more than is listed.
func items(v value.Value) (list []item, all bool) {
	switch v := v.(type) {
	case nil, value.Null:
		return nil, true
	case value.Array:
		for i, it := range v.Items() {
			list = append(list, item{it, i, false})
		}
		for _, it := range v.Loose() {
			list = append(list, item{it, -1, true})
		}
		return list, !v.Open() || len(v.Loose()) > 0
	case value.Unknown:
		args, ok := value.AsCall(v, "if")
		if !ok || len(args) != 3 {
			return nil, false
		}
		all = true
		for _, branch := range args[1:] {
			more, whole := items(branch)
			all = all && whole
			for _, it := range more {
				list = append(list, item{it.value, -1, true})
			}
		}
		return list, all
	}
	return nil, false
}

// countsFor says whether a part is there whenever r is: its condition follows
// from r's, and it doesn't stand in a loop that may be empty while r exists.
func countsFor(p *graph.Part, r *graph.Resource) value.Tri {
	answer := p.CountsFor(r)
	for _, count := range openLoops(p) {
		mine := value.Maybe
		for _, other := range openLoops(r.Part) {
			if other.Key() == count.Key() {
				mine = value.Yes
			}
		}
		answer = answer.And(mine)
	}
	return answer
}

// openLoops are the lengths of the loops around a part whose collections
// aren't known.
func openLoops(p *graph.Part) []value.Value {
	var out []value.Value
	if p.Loop != nil && p.Loop.Unknown {
		out = append(out, p.Loop.Count)
	}
	for f := p.Frame; f != nil && f.Call != nil; f = f.Parent {
		if l := f.Call.Loop; l != nil && l.Unknown {
			out = append(out, l.Count)
		}
	}
	return out
}

// text is a known string's text.
func text(v value.Value) (string, bool) {
	s, ok := v.(value.String)
	if !ok {
		return "", false
	}
	return s.String(), true
}
