package azurerm

import (
	"regexp"
	"strings"

	"moat/analyzer/value"
)

// elementIndex is a place in an array, where the files have [].
var elementIndex = regexp.MustCompile(`\[\d+\]`)

// Spell says how the property of a path, dotted, of the block's own resource is
// written in the block: the attributes with the values that give it the wanted
// one, without those that have them already, or the attribute's name alone if
// want is nil or nothing that can be written gives it. Names of what stands in
// nested blocks are dotted. "" if the type has nothing for the property.
func (m Mapped) Spell(path string, want value.Value) string {
	path = elementIndex.ReplaceAllString(path, "[]")
	var found *row
	var leaf int
	best := -1
	findRows(m.m.typ.rows, "", path, m.m.major, func(r *row, at int, direct bool) {
		rank := 0
		if r.in.has(lastMajor) {
			rank = 1
		}
		if direct {
			rank += 2
		}
		if _, is := written(m.m.block.Body, r.name); is && direct { // it is what has to be changed
			rank += 4
		}
		if rank > best {
			found, leaf, best = r, at, rank
		}
	})
	if found == nil {
		return ""
	}
	if want == nil || found.verb.inverse == nil || leaf > 0 || strings.Contains(path, "[]") {
		return found.dotted
	}
	out := make([]value.Value, max(1, len(found.leaves)))
	out[0] = want
	back, ok := found.verb.inverse(found, out)
	if !ok || len(back) == 0 || back[0] == nil {
		return found.dotted
	}
	var parts []string
	block := strings.TrimSuffix(found.dotted, found.name)
	for i, name := range append([]string{found.name}, found.with...) {
		if i >= len(back) || back[i] == nil {
			break
		}
		if mem, ok := written(m.m.block.Body, name); block == "" && ok && value.Equal(mem.Value, back[i]) == value.Yes {
			continue
		}
		parts = append(parts, block+name+" = "+readable(back[i]))
	}
	return strings.Join(parts, ", ")
}

// findRows calls f for each row of a major that sets the property of a path,
// directly or, of a block, along with what is written in it; leaf says which of
// the row's properties it is.
func findRows(rows []*row, base, path string, major int, f func(r *row, leaf int, direct bool)) {
	is := func(at string) bool { return strings.EqualFold(at, path) }
	for _, r := range rows {
		if r.kind == kindChild || !r.in.has(major) || r.verb.part || r.verb.naming {
			continue
		}
		whole := dotted(base, r.path)
		at := whole
		if r.each {
			at += "[]"
		}
		if r.kind == kindBlock && !r.verb.takesBlock {
			if is(whole) || is(at) {
				f(r, 0, true)
			}
			for _, c := range r.adds {
				if is(dotted(at, c.path)) {
					f(r, 0, false)
				}
			}
			findRows(r.rows, at, path, major, f)
			continue
		}
		at = dotted(at, r.tail)
		if r.leaves == nil && (is(at) || r.each && is(whole) || is(at+"[]")) {
			f(r, 0, true)
		}
		for i, leaf := range r.leaves {
			if is(dotted(at, []string{leaf})) {
				f(r, i, true)
			}
		}
	}
}
