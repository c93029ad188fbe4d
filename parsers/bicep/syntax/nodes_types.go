package syntax

// TypeExpr is a type. Its members are *TypeName, *TypeMember, *TypeLiteral,
// *TypeArray, *TypeItem, *TypeIndex, *TypeAdditional, *TypeNullable,
// *TypeNonNull, *TypeUnary, *TypeUnion, *TypeObject, *TypeTuple, *TypeParen,
// *TypeResource and *Bad.
type TypeExpr interface {
	Node
	typeExpr()
}

// TypeName is name or name<arguments>.
type TypeName struct {
	Span
	Name *Name
	Args *TypeArgs // nil without arguments
}

// TypeArgs is <type, type>.
type TypeArgs struct {
	Span
	Open  Tok // <
	Types []TypeExpr
	Seps  []Run // line breaks and commas around the types; len(Types)+1 runs
	Close Tok   // > ; 0 if missing
}

// TypeMember is base.name or base.name<arguments>.
type TypeMember struct {
	Span
	Base TypeExpr
	Dot  Tok // .
	Name *Name
	Args *TypeArgs // nil without arguments
}

// TypeLiteral is a literal as a type.
type TypeLiteral struct {
	Span
	Value Expr // *Int, *Bool, *NullLit or *String
}

// TypeArray is base[].
type TypeArray struct {
	Span
	Base  TypeExpr
	Open  Tok // [
	Close Tok // ]
}

// TypeItem is base[*], the type of an array's items.
type TypeItem struct {
	Span
	Base  TypeExpr
	Open  Tok // [
	Star  Tok // *
	Close Tok // ]
}

// TypeIndex is base[0], the type of one item of a tuple.
type TypeIndex struct {
	Span
	Base  TypeExpr
	Open  Tok // [
	Index Expr
	Close Tok // ]
}

// TypeAdditional is base.*, the type of an object's additional properties.
type TypeAdditional struct {
	Span
	Base TypeExpr
	Dot  Tok // .
	Star Tok // *
}

// TypeNullable is base?.
type TypeNullable struct {
	Span
	Base     TypeExpr
	Question Tok // ?
}

// TypeNonNull is base!.
type TypeNonNull struct {
	Span
	Base TypeExpr
	Bang Tok // !
}

// TypeUnary is !literal or -literal.
type TypeUnary struct {
	Span
	Op      Kind // Exclamation or Minus
	Tok     Tok
	Operand TypeExpr
}

// TypeUnion is a | b; a bar may also stand in front.
type TypeUnion struct {
	Span
	Members []TypeExpr
	// Seps are line breaks and bar before each member; len(Members) runs, of
	// which the first is empty without a leading bar.
	Seps []Run
}

// TypeObject is { members }.
type TypeObject struct {
	Span
	Open    Tok // {
	Members []TypeEntry
	Seps    []Run // separators around the members; len(Members)+1 runs
	Close   Tok   // } ; 0 if missing
}

// TypeEntry is a member of a TypeObject. Its members are *TypeProperty and
// *Bad.
type TypeEntry interface {
	Node
	typeEntry()
}

// TypeProperty is key: type or *: type, with decorators.
type TypeProperty struct {
	Span
	Decorated
	Key   Key
	Colon Mark // :
	Type  TypeExpr
}

// Star is the * of additional properties.
type Star struct {
	Span
	Tok Tok
}

// TypeTuple is [ items ].
type TypeTuple struct {
	Span
	Open  Tok // [
	Items []TupleItem
	Seps  []Run // separators around the items; len(Items)+1 runs
	Close Tok   // ] ; 0 if missing
}

// TupleItem is an item of a TypeTuple. Its members are *TypeTupleItem and *Bad.
type TupleItem interface {
	Node
	tupleItem()
}

// TypeTupleItem is a type with decorators.
type TypeTupleItem struct {
	Span
	Decorated
	Type TypeExpr
}

// TypeParen is (inner).
type TypeParen struct {
	Span
	Open  Tok // (
	Inner TypeExpr
	Close Mark // )
}

// TypeResource is resource 'Type@version' of a parameter or output
// (experimental).
type TypeResource struct {
	Span
	Keyword Tok  // resource
	Type    Expr // *String or *Bad; nil if an output leaves it out
}
