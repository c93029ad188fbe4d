package oracle

import (
	"strconv"
	"strings"

	"moat/parsers/jsonc"
)

// use is what a template reads from a value: properties by name, elements.
type use struct {
	props map[string]*use
	items *use // nil if no element is read
	count int  // elements that must be there
	// segments is how many parts split by a slash must give; 0 if it isn't split.
	segments int
}

func (u *use) prop(name string) *use {
	if u.props == nil {
		u.props = map[string]*use{}
	}
	if u.props[name] == nil {
		u.props[name] = &use{}
	}
	return u.props[name]
}

func (u *use) item() *use {
	if u.items == nil {
		u.items = &use{}
	}
	return u.items
}

// uses finds what the expressions of a compiled template read from parameters
// whose types don't tell, by lower-case name. Nested templates have parameters
// of their own and are passed over.
func uses(root *jsonc.Node) map[string]*use {
	out := map[string]*use{}
	var visit func(n *jsonc.Node)
	visit = func(n *jsonc.Node) {
		if s := n.Text(); strings.HasPrefix(s, "[") {
			read(s, out)
		}
		for _, m := range n.Members() {
			if !strings.EqualFold(m.Key, "template") {
				visit(m.Value)
			}
		}
		for _, it := range n.Items() {
			visit(it)
		}
	}
	visit(root)
	return out
}

// read notes the strict accesses behind each parameters('name') of an
// expression. Bracketed text is skipped with its quotes; what stands in it is
// read in turn, as the search goes on behind the name only.
func read(s string, out map[string]*use) {
	const call = "parameters('"
	for i := strings.Index(s, call); i >= 0; i = strings.Index(s, call) {
		s = s[i+len(call):]
		name, rest, ok := strings.Cut(s, "')")
		if !ok {
			return
		}
		key := strings.ToLower(name)
		if out[key] == nil {
			out[key] = &use{}
		}
		u := out[key]
		for {
			switch {
			case strings.HasPrefix(rest, "."):
				step := rest[1:]
				end := strings.IndexFunc(step, func(r rune) bool {
					return r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
				})
				if end < 0 {
					end = len(step)
				}
				u, rest = u.prop(step[:end]), step[end:]
				continue
			case strings.HasPrefix(rest, "["):
				end := closing(rest)
				if end < 0 {
					break
				}
				inside := rest[1:end]
				if text, ok := strings.CutPrefix(inside, "'"); ok {
					u = u.prop(strings.TrimSuffix(text, "'"))
				} else {
					u.count = max(u.count, indexed(inside))
					u = u.item()
				}
				rest = rest[end+1:]
				continue
			}
			break
		}
		if rest, ok := strings.CutPrefix(rest, ", '/')["); ok {
			index, _, _ := strings.Cut(rest, "]")
			u.segments = max(u.segments, indexed(index))
		}
	}
}

// indexed is how many elements there must be for an index: one more, if it is a
// number.
func indexed(index string) int {
	n, err := strconv.Atoi(index)
	if err != nil {
		return 0
	}
	return n + 1
}

// closing is the offset of the bracket that closes the one s begins with; -1
// without one.
func closing(s string) int {
	depth, quoted := 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
