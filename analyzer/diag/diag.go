// Package diag holds the problems that Moat meets in the user's files. A
// problem of the user's source is always a Diagnostic and never a Go error:
// the work goes on around it.
package diag

import (
	"cmp"
	"slices"

	"moat/analyzer/source"
)

// Kind says which stage could not do its work. The strings are part of the
// JSON output's contract.
type Kind string

// The closed list of kinds.
const (
	Syntax      Kind = "syntax"      // the text doesn't follow the grammar
	Binding     Kind = "binding"     // a name, file or module can't be found
	Evaluation  Kind = "evaluation"  // an expression has no value: wrong type, out of range
	Unsupported Kind = "unsupported" // Moat doesn't know this construct yet
	Limit       Kind = "limit"       // a bound was reached; what lies past it is unknown
	IO          Kind = "io"          // a file can't be read
	Internal    Kind = "internal"    // a fault of Moat's own
)

// Diagnostic is one problem at one place. For a file that couldn't be read, At
// is the empty range at the start of a File with that path and no content.
type Diagnostic struct {
	Kind    Kind
	At      source.Range
	Message string // one sentence: what is wrong, and what to do where that isn't plain
}

// Compare orders diagnostics by place, then kind, then message.
func Compare(a, b Diagnostic) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Message, b.Message),
	)
}

// Sort puts ds in order and drops exact repetitions, in place.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, Compare)
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool { return Compare(a, b) == 0 })
}
