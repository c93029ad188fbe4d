package fn

import (
	"moat/analyzer/value"
)

// finder follows a path through known values and counts its steps.
type finder struct {
	root value.Value
	left int
}

// find returns the parts of v that the path leads to, in document order; false
// if that takes more than so many steps.
func (path jsonPath) find(v value.Value, most int) ([]value.Value, bool) {
	f := &finder{root: v, left: 16 * most}
	out := f.follow(path, v)
	return out, f.left > 0
}

func (f *finder) follow(path jsonPath, v value.Value) []value.Value {
	found := []value.Value{v}
	for _, step := range path {
		var next []value.Value
		for _, at := range found {
			if step.deep {
				f.descend(at, func(part value.Value) { next = append(next, f.step(step, part)...) })
			} else {
				next = append(next, f.step(step, at)...)
			}
			if f.left <= 0 {
				return nil
			}
		}
		found = next
	}
	return found
}

// descend visits v and everything inside it.
func (f *finder) descend(v value.Value, visit func(value.Value)) {
	if f.left--; f.left <= 0 {
		return
	}
	visit(v)
	for _, part := range partsOf(v) {
		f.descend(part, visit)
	}
}

func partsOf(v value.Value) []value.Value {
	switch v := v.(type) {
	case value.Array:
		return v.Items()
	case value.Object:
		out := make([]value.Value, len(v.Members()))
		for i, m := range v.Members() {
			out[i] = m.Value
		}
		return out
	}
	return nil
}

func (f *finder) step(s pathStep, v value.Value) []value.Value {
	var out []value.Value
	a, isArray := v.(value.Array)
	o, isObject := v.(value.Object)
	switch {
	case s.all:
		out = partsOf(v)
	case s.filter != nil:
		for _, part := range partsOf(v) {
			if f.holds(s.filter, part) {
				out = append(out, part)
			}
		}
	case isObject:
		for _, name := range s.names {
			// Names are exact here, as in the official reader.
			for _, m := range o.Members() {
				if m.Key == name {
					out = append(out, m.Value)
				}
			}
		}
	case isArray && s.slice != nil:
		out = s.slice.of(a.Items())
	case isArray:
		for _, i := range s.indexes {
			if i < 0 {
				i += len(a.Items())
			}
			if i >= 0 && i < len(a.Items()) {
				out = append(out, a.Items()[i])
			}
		}
	}
	f.left -= 1 + len(out)
	return out
}

// of picks items; bounds are clamped, negative ones count from the end.
func (s *slice) of(items []value.Value) []value.Value {
	clamp := func(at *int, otherwise, least, most int) int {
		if at == nil {
			return otherwise
		}
		n := *at
		if n < 0 {
			n += len(items)
		}
		return min(max(n, least), most)
	}
	var out []value.Value
	if s.step > 0 {
		for i, end := clamp(s.start, 0, 0, len(items)), clamp(s.end, len(items), 0, len(items)); i < end; i += min(s.step, len(items)) {
			out = append(out, items[i])
		}
		return out
	}
	for i, end := clamp(s.start, len(items)-1, -1, len(items)-1), clamp(s.end, -1, -1, len(items)-1); i > end; i += max(s.step, -len(items)) {
		out = append(out, items[i])
	}
	return out
}

func (f *finder) holds(c *pathFilter, part value.Value) bool {
	switch c.op {
	case "&&":
		return f.holds(c.left, part) && f.holds(c.right, part)
	case "||":
		return f.holds(c.left, part) || f.holds(c.right, part)
	}
	from := part
	if c.root {
		from = f.root
	}
	found := f.follow(c.path, from)
	if c.op == "exists" {
		return len(found) > 0
	}
	for _, v := range found {
		if compares(v, c.op, c.other) {
			return true
		}
	}
	return false
}

// compares does a comparison of scalars; values of different types are only
// unequal.
func compares(a value.Value, op string, b value.Value) bool {
	switch op {
	case "==", "===":
		return value.Equal(a, b) == value.Yes
	case "!=", "!==", "<>":
		return value.Equal(a, b) == value.No
	}
	n, ok := order(a, b)
	if !ok {
		return false
	}
	switch op {
	case "<":
		return n < 0
	case "<=":
		return n <= 0
	case ">":
		return n > 0
	}
	return n >= 0
}
