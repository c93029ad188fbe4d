package bicep

import (
	"strings"

	"moat/parsers/template/fn"
)

// A library is the functions that exist without being declared. Names are
// case-sensitive.
type library struct {
	has func(name string) bool
	// elsewhere says whether a function exists, but not for this kind of file.
	elsewhere func(name string) bool
	names     func() []string // for suggestions
}

// tableLibrary is the functions that a kind of file can call, from the function
// table.
func tableLibrary(where fn.Languages) library {
	return library{
		has: func(name string) bool {
			row := fn.Lookup(name)
			if row == nil || row.In&where == 0 {
				return false
			}
			// Providers define the list functions, which fold case behind their
			// prefix.
			return row.Name == name || strings.HasPrefix(row.Name, "list") && strings.HasPrefix(name, "list")
		},
		elsewhere: func(name string) bool {
			row := fn.Lookup(name)
			return row != nil && row.Name == name
		},
		names: func() []string {
			var out []string
			for _, row := range fn.All() {
				if row.In&where != 0 && !strings.HasSuffix(row.Name, "*") {
					out = append(out, row.Name)
				}
			}
			return out
		},
	}
}
