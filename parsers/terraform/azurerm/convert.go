package azurerm

import (
	"slices"
	"strconv"
	"strings"

	"moat/analyzer/value"
)

// convert gives a known value the type that the provider's schema has, as
// Terraform does: "true" is a boolean where one is asked for. A set is sorted
// and holds nothing twice.
func (r *row) convert(v value.Value) value.Value {
	switch r.kind {
	case kindBool:
		if s, ok := v.(value.String); ok && (s.String() == "true" || s.String() == "false") {
			return keep(value.NewBool(s.String() == "true", nil), v)
		}
	case kindInt, kindFloat:
		if s, ok := v.(value.String); ok {
			if i, err := strconv.ParseInt(s.String(), 10, 64); err == nil {
				return keep(value.NewInt(i, nil), v)
			}
			if f, err := strconv.ParseFloat(s.String(), 64); err == nil {
				return keep(value.NewFloat(f, nil), v)
			}
		}
	case kindString:
		switch v.(type) {
		case value.Bool, value.Int, value.Float:
			if s, ok := value.Render(v, false); ok {
				return keep(text(s), v)
			}
		}
	case kindSet:
		return sorted(v)
	}
	return v
}

// sorted puts the texts of a set in order. With an item that isn't known the
// order of none is, and stays as written.
func sorted(v value.Value) value.Value {
	a, ok := v.(value.Array)
	if !ok || a.Open() {
		return v
	}
	items := slices.Clone(a.Items())
	for _, it := range items {
		if it.Kind() != value.KindString {
			return v
		}
	}
	word := func(v value.Value) string { return v.(value.String).String() }
	slices.SortStableFunc(items, func(a, b value.Value) int { return strings.Compare(word(a), word(b)) })
	items = slices.CompactFunc(items, func(a, b value.Value) bool { return word(a) == word(b) })
	return a.WithItems(items)
}
