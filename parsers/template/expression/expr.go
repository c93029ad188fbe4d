// Package expression is the expression language that Bicep and ARM JSON share:
// one tree for both, and the parser of the '[…]' strings of ARM JSON. Bicep's
// front end builds the same tree from its own syntax, operators becoming calls
// of the ARM functions that they compile to.
package expression

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Expr is one of *Literal, *Text, *Object, *Array, *Call, *Prop, *Index,
// *Paren, *Name, *Lambda, *For and *Bad. Trees are immutable.
type Expr interface {
	// Range is the place in the source; the empty Range for what no source
	// spells out.
	Range() source.Range
	expr()
}

// Literal is a constant: null, a boolean, a number or a string without holes.
type Literal struct {
	At    source.Range
	Value value.Value
}

// Text is a string with interpolated expressions: 'a${b}c'.
type Text struct {
	At     source.Range
	Pieces []Piece
}

// Piece is literal text, or an expression if Hole is not nil.
type Piece struct {
	Lit  string
	Hole Expr
}

// Object is { key: value, ...spread }.
type Object struct {
	At      source.Range
	Members []Member
}

// Member is one entry of an Object. A spread has no Key.
type Member struct {
	Key    Expr // *Literal holding a string, or *Text; any expression for ARM's '[…]' names
	Value  Expr
	Spread bool
	// Copy, if not nil, are property loops standing here (ARM's copy element):
	// each defines a property of the enclosing object. Key and Value are nil.
	Copy []*For
}

// Array is [ item, ...spread ].
type Array struct {
	At    source.Range
	Items []Item
}

// Item is one entry of an Array.
type Item struct {
	Value  Expr
	Spread bool
}

// Call is a function call. Bicep's operators are calls too: a && b is and(a,
// b), c ? a : b is if(c, a, b), a ?? b is coalesce(a, b), -x is sub(0, x),
// a =~ b is equals(toLower(a), toLower(b)).
type Call struct {
	At     source.Range
	NameAt source.Range
	// Namespace is what stands before the dot of ns.fn(…): sys, az, an import
	// alias or a user namespace; "" without one.
	Namespace string
	Name      string // as written
	// Receiver is the resource of kv.getSecret(…), sa.listKeys(…) and the like;
	// nil for plain calls.
	Receiver Expr
	Args     []Expr
}

// Prop is base.name, or base.?name if Safe.
type Prop struct {
	At     source.Range
	Base   Expr
	Name   string
	NameAt source.Range
	Safe   bool
}

// Index is base[index]; Safe is base[?index], FromEnd is base[^index].
type Index struct {
	At      source.Range
	Base    Expr
	Index   Expr
	Safe    bool
	FromEnd bool
}

// Paren is (x). It ends a chain of safe access.
type Paren struct {
	At source.Range
	X  Expr
}

// NameKind says what a Name refers to.
type NameKind uint8

// The kinds of names. ARM JSON spells the first two as calls of parameters()
// and variables(), which its front end turns into Names where the argument is
// a literal.
const (
	NameParameter NameKind = iota // a parameter of the template
	NameVariable                  // a variable of the template
	NameResource                  // a resource or module, by symbolic name
	NameLocal                     // a loop variable, lambda parameter or parameter of a user function
	NameNamespace                 // a whole namespace or wildcard import, used before a dot
)

// Name is a reference to something declared.
type Name struct {
	At   source.Range
	Kind NameKind
	// Name is the declared name; nested resources are parent::child.
	Name string
}

// Lambda is (a, b) => body.
type Lambda struct {
	At     source.Range
	Params []string
	Body   Expr
}

// For is a loop that yields an array: Bicep's [for x in xs: body], or ARM's
// copy with a count and copyIndex().
type For struct {
	At source.Range
	// Item and Index are the loop variables of Bicep; "" where not named.
	Item, Index string
	In          Expr // the collection; nil for ARM
	// Name is the copy's name, which copyIndex('name') refers to; "" in Bicep.
	Name   string
	NameAt source.Range
	Count  Expr // ARM: how often; nil for Bicep
	Body   Expr
}

// Bad stands for text that could not be read; a diagnostic was given for it.
type Bad struct{ At source.Range }

func (e *Literal) Range() source.Range { return e.At }
func (e *Text) Range() source.Range    { return e.At }
func (e *Object) Range() source.Range  { return e.At }
func (e *Array) Range() source.Range   { return e.At }
func (e *Call) Range() source.Range    { return e.At }
func (e *Prop) Range() source.Range    { return e.At }
func (e *Index) Range() source.Range   { return e.At }
func (e *Paren) Range() source.Range   { return e.At }
func (e *Name) Range() source.Range    { return e.At }
func (e *Lambda) Range() source.Range  { return e.At }
func (e *For) Range() source.Range     { return e.At }
func (e *Bad) Range() source.Range     { return e.At }

func (*Literal) expr() {}
func (*Text) expr()    {}
func (*Object) expr()  {}
func (*Array) expr()   {}
func (*Call) expr()    {}
func (*Prop) expr()    {}
func (*Index) expr()   {}
func (*Paren) expr()   {}
func (*Name) expr()    {}
func (*Lambda) expr()  {}
func (*For) expr()     {}
func (*Bad) expr()     {}
