package fn

import (
	"slices"
	"strings"
	"sync"
)

// families are the makers of the table's rows.
func families() []func() []*Row {
	return []func() []*Row{
		textRows, partRows, searchRows, arrayRows, setRows, objectRows, accessRows, lambdaRows, numberRows, logicRows, compareRows,
		hashRows, encodeRows, uriRows, jsonRows, dateRows, cidrRows, scopeRows, idRows, loadRows, runtimeRows,
	}
}

type table struct {
	rows   []*Row // by name
	byName map[string]*Row
}

// rows builds the table once; nothing changes it afterwards.
var rows = sync.OnceValue(func() *table {
	t := &table{byName: map[string]*Row{}}
	for _, family := range families() {
		for _, r := range family() {
			key := strings.ToLower(r.Name)
			if t.byName[key] != nil {
				panic("internal error: the function " + r.Name + " has two rows")
			}
			t.byName[key] = r
			t.rows = append(t.rows, r)
		}
	}
	slices.SortFunc(t.rows, func(a, b *Row) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return t
})

// Lookup finds a function by name, whatever its case; nil if there is none.
// Row.Name has ARM's spelling, which Bicep insists on. Any name that starts
// with "list" is a function: the resource providers define them.
func Lookup(name string) *Row {
	t := rows()
	if r := t.byName[strings.ToLower(name)]; r != nil {
		return r
	}
	return listRow(t, name)
}

// All are the rows of the table in order of name. The row "list*" stands for
// the functions that resource providers define. The caller must not change
// them.
func All() []*Row { return rows().rows }
