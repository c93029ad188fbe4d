// Package jsonc reads JSON as people write it in Azure templates: with
// comments, line breaks within strings, trailing commas and single quotes. It
// keeps the place of every key and value and goes on past damage, so that a
// half-typed document still shows all that is complete in it.
//
// The dialect is the one that Azure Resource Manager accepts (its reader is
// Newtonsoft.Json): what it takes gives no problem here, anything else gives
// one. Unquoted keys are read but reported, as most other tools refuse them.
package jsonc

import (
	"strconv"
	"sync"

	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// Kind says what a Node is.
type Kind uint8

// The kinds of nodes. Bad is a value that is missing or can't be read; a
// problem of the document tells why.
const (
	Bad Kind = iota
	Null
	Bool
	Number
	String
	Object
	Array
)

// String is the kind in lower case, as messages name it.
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "bool"
	case Number:
		return "number"
	case String:
		return "string"
	case Object:
		return "object"
	case Array:
		return "array"
	}
	return "bad value"
}

// Document is one parsed file. It is immutable and safe for concurrent use.
type Document struct {
	File *source.File
	// Root is the value of the document; nil if the file holds none.
	Root *Node
	// Problems lists what is wrong with the text, in order of place.
	Problems []diag.Diagnostic
	// Comments lists the comments with their marks, in order of place. A
	// line comment's range leaves out the line break.
	Comments []source.Range

	src string // the content of File
}

// Node is one value. All methods may be called on a nil Node, which behaves as
// a Bad one without a place.
type Node struct {
	doc        *Document
	body       *body // of objects and arrays that hold something
	start, end int32 // byte offsets in the file, half-open
	kind       Kind
	flags      textFlags // of strings
}

// body is the content of an object or array.
type body struct {
	members []Member
	items   []*Node
	index   *index // of large objects, else nil
}

// index finds members of large objects by key. Small ones are searched.
type index struct {
	exact    map[string]int32 // key to the last member with it
	foldOnce sync.Once
	fold     map[string]int32 // folded key to the last member with it
}

// indexFrom is the number of members from which an object gets an index.
const indexFrom = 24

// Member is one key and its value in an object.
type Member struct {
	Key   string // decoded
	Value *Node  // never nil; Bad if missing

	start, end int32
	flags      textFlags
}

// Kind is the kind of n.
func (n *Node) Kind() Kind {
	if n == nil {
		return Bad
	}
	return n.kind
}

// Range is the place of n, with quotes or brackets. That of a missing value is
// empty and stands where the value should.
func (n *Node) Range() source.Range {
	if n == nil {
		return source.Range{}
	}
	return n.doc.File.Range(int(n.start), int(n.end))
}

// Raw is the source text of n.
func (n *Node) Raw() string {
	if n == nil {
		return ""
	}
	return n.doc.src[n.start:n.end]
}

// Text is the decoded text of a String, which is always valid UTF-8: what
// can't be decoded becomes U+FFFD. It is "" for other kinds. Strings without
// escapes cost nothing; others are decoded at each call.
func (n *Node) Text() string {
	if n.Kind() != String {
		return ""
	}
	return decode(contentOf(n.doc.src, n.start, n.end, n.flags), n.flags)
}

// Offset turns an offset in Text to the byte offset in the file where that
// byte comes from; an offset within an escape goes to the escape's start and
// len(Text()) to the closing quote. Offsets outside the text are clamped. It
// is cheap for strings without escapes; use Offsets to convert many.
func (n *Node) Offset(decoded int) int { return n.Offsets()(decoded) }

// Offsets returns Offset as a function that costs O(log escapes) a call.
func (n *Node) Offsets() func(decoded int) int {
	if n.Kind() != String {
		at := n.Range().Start
		return func(int) int { return at }
	}
	return offsets(contentOf(n.doc.src, n.start, n.end, n.flags), int(n.start)+1, n.flags)
}

// Bool is the value of a Bool; false for other kinds.
func (n *Node) Bool() bool { return n.Kind() == Bool && n.end-n.start == int32(len("true")) }

// Int is the value of a Number that is written as an integer and fits.
func (n *Node) Int() (int64, bool) {
	if n.Kind() != Number {
		return 0, false
	}
	i, err := strconv.ParseInt(n.Raw(), 10, 64)
	return i, err == nil
}

// Float is the value of a Number rounded to a float64; false if it is too
// large for one.
func (n *Node) Float() (float64, bool) {
	if n.Kind() != Number {
		return 0, false
	}
	f, err := strconv.ParseFloat(n.Raw(), 64)
	return f, err == nil
}

// Members are the members of an Object in source order, duplicates included.
// The caller must not change them.
func (n *Node) Members() []Member {
	if n == nil || n.body == nil {
		return nil
	}
	return n.body.members
}

// Items are the elements of an Array. The caller must not change them.
func (n *Node) Items() []*Node {
	if n == nil || n.body == nil {
		return nil
	}
	return n.body.items
}

// Get is the value of the last member with exactly that key; nil if none.
func (n *Node) Get(key string) *Node { return n.Member(key).value() }

// GetFold is the value of the last member whose key equals key but for case;
// nil if none.
func (n *Node) GetFold(key string) *Node { return n.MemberFold(key).value() }

// Member is the last member with exactly that key; nil if none.
func (n *Node) Member(key string) *Member {
	if n == nil || n.body == nil {
		return nil
	}
	b := n.body
	if b.index != nil {
		if i, ok := b.index.exact[key]; ok {
			return &b.members[i]
		}
		return nil
	}
	for i := len(b.members) - 1; i >= 0; i-- {
		if b.members[i].Key == key {
			return &b.members[i]
		}
	}
	return nil
}

// MemberFold is the last member whose key equals key but for case (EqualFold);
// nil if none.
func (n *Node) MemberFold(key string) *Member {
	if n == nil || n.body == nil {
		return nil
	}
	b := n.body
	if b.index != nil {
		b.index.foldOnce.Do(func() {
			b.index.fold = make(map[string]int32, len(b.members))
			for i := range b.members {
				b.index.fold[Fold(b.members[i].Key)] = int32(i)
			}
		})
		if i, ok := b.index.fold[Fold(key)]; ok {
			return &b.members[i]
		}
		return nil
	}
	for i := len(b.members) - 1; i >= 0; i-- {
		if EqualFold(b.members[i].Key, key) {
			return &b.members[i]
		}
	}
	return nil
}

func (m *Member) value() *Node {
	if m == nil {
		return nil
	}
	return m.Value
}

// KeyRange is the place of the key with its quotes.
func (m *Member) KeyRange() source.Range {
	if m == nil {
		return source.Range{}
	}
	return m.Value.doc.File.Range(int(m.start), int(m.end))
}

// Range is the place of the whole member, from key to value.
func (m *Member) Range() source.Range {
	if m == nil {
		return source.Range{}
	}
	return m.Value.doc.File.Range(int(m.start), int(max(m.end, m.Value.end)))
}

// KeyOffsets is to Key what Node.Offsets is to Text.
func (m *Member) KeyOffsets() func(decoded int) int {
	src, first := m.Value.doc.src, int(m.start)+1
	if m.flags&bare != 0 {
		first--
	}
	return offsets(contentOf(src, m.start, m.end, m.flags), first, m.flags)
}
