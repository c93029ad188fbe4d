// Package fix says what to change in terms of what is deployed, not of text: a
// rule knows properties and no language. The language of the file that writes
// the property turns an intent into edits.
package fix

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Intent is one change. Set is the only kind so far.
type Intent interface{ intent() }

// Set gives a property that is written in a template another value.
type Set struct {
	Path string // the property, as in properties.publicNetworkAccess
	// At is the literal that decides the value now and stands as the property's
	// own value: nothing else is fed by it.
	At source.Range
	To value.Value // known: text, a number or a boolean
	// Safe changes keep a running deployment reachable and its callers
	// authenticated.
	Safe bool
}

func (Set) intent() {}

// Refused is why a language can't make a change as it was asked for. It makes
// nothing near it instead.
type Refused string

func (r Refused) Error() string { return string(r) }
