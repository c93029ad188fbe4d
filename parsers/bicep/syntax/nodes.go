package syntax

import (
	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// File is the syntax tree of one .bicep or .bicepparam file. It and all that it
// reaches are immutable.
//
// The tree owns every token of the file exactly once; see File.Print. Fields of
// nodes are in the order of the text, and their comments show the syntax, so
// that the structs together are the grammar. A Tok of 0 and an empty Run mean
// that the optional piece isn't there. A field of a sum type is never nil
// unless its comment says so: what is damaged or missing is a *Bad.
type File struct {
	Source *source.File
	Params bool // a .bicepparam file

	Decls []Decl
	// Seps are the line breaks before, between and after the declarations;
	// len(Seps) is len(Decls)+1.
	Seps []Run

	Tokens   []Token   // Tokens[0] is StartOfFile, the last is EndOfFile
	Comments []Comment // in order
	Pragmas  []Pragma  // in order
	Problems []diag.Diagnostic

	text string // the content, for names and values without a copy each
}

// Node is a piece of the tree. A node of a missing piece is empty and stands
// where the piece was expected.
type Node interface {
	// Extent is the text from the node's first token to its last, without the
	// trivia around them. Decorators belong to their declaration.
	Extent() Span
}

// Range is the place of n in the file.
func (f *File) Range(n Node) source.Range { return n.Extent().In(f.Source) }

// Text is the source text that n covers.
func (f *File) Text(n Node) string { s := n.Extent(); return f.text[s.Start:s.End] }

// TokenText is the source text of a token; "" for 0.
func (f *File) TokenText(t Tok) string {
	if t <= 0 || int(t) >= len(f.Tokens) {
		return ""
	}
	s := f.Tokens[t].Span
	return f.text[s.Start:s.End]
}

// Bad stands for a piece that is missing or can't be understood. It is a member
// of every sum of the tree. Problems says why, except where an earlier problem
// of the same declaration already does.
type Bad struct {
	Span
	Skipped Run // the tokens passed over; empty for a missing piece
}

// Name is an identifier at the place where it is declared, or as a key or a
// member's name. A reference is an *Ident.
type Name struct {
	Span
	Tok     Tok
	Text    string // "" if the name is missing
	Skipped Run    // what stood there instead of a name
}

// IsMissing says whether there is no name.
func (n *Name) IsMissing() bool { return n.Tok == 0 }

// ---- declarations ----

// Decl is a statement of a file. Its members are *TargetScope, *Metadata,
// *Param, *Var, *Type, *Func, *Resource, *Module, *Output, *Import, *Extension,
// *Assert, *Test, *Using, *Extends, *ParamAssignment, *ExtensionConfig,
// *MissingDecl and *Bad.
//
// A damaged declaration keeps its kind and whatever parts are readable.
type Decl interface {
	Node
	// DecoratorList is the decorators in order; nil for *Bad.
	DecoratorList() []*Decorator
	decl()
}

// Decorated is the decorators of a declaration or type member.
type Decorated struct {
	Decorators []*Decorator
}

// DecoratorList is the decorators in order.
func (d *Decorated) DecoratorList() []*Decorator { return d.Decorators }

// Decorator is @sys.description('…').
type Decorator struct {
	Span       // without After
	At    Tok  // @
	Expr  Expr // *Ident, *Call or *Member (name, name(), ns.name, ns.name()) or *Bad
	After Run  // the line breaks that end it; other tokens in front of them are skipped ones
}

// TargetScope is targetScope = 'subscription'.
type TargetScope struct {
	Span
	Decorated
	Keyword Tok  // targetScope
	Assign  Mark // =
	Value   Expr
}

// Metadata is metadata name = value.
type Metadata struct {
	Span
	Decorated
	Keyword Tok // metadata
	Name    *Name
	Assign  Mark // =
	Value   Expr
}

// Param is param name type = default, in a .bicep file.
type Param struct {
	Span
	Decorated
	Keyword Tok // param
	Name    *Name
	Type    TypeExpr
	Assign  Tok  // = ; 0 without a default
	Default Expr // nil without a default; *Bad for stray text after the type (then Assign is 0)
}

// Var is var name type = value. A loop is a *For in Value.
type Var struct {
	Span
	Decorated
	Keyword Tok // var
	Name    *Name
	Type    TypeExpr // nil if not written
	Assign  Mark     // =
	Value   Expr
}

// Type is type name = definition.
type Type struct {
	Span
	Decorated
	Keyword Tok // type
	Name    *Name
	Assign  Mark // =
	Value   TypeExpr
}

// Func is func name(parameters) result => body.
type Func struct {
	Span
	Decorated
	Keyword  Tok // func
	Name     *Name
	Open     Mark // (
	Params   []FuncParam
	Seps     []Run // line breaks and commas around the parameters; len(Params)+1 runs
	Close    Mark  // )
	Result   TypeExpr
	Arrow    Mark // =>
	NewLines Run
	Body     Expr
}

// FuncParam is one parameter of a Func. Its members are *TypedName and *Bad.
type FuncParam interface {
	Node
	funcParam()
}

// TypedName is name type.
type TypedName struct {
	Span
	Name *Name
	Type TypeExpr
}

// Resource is resource name 'Type@version' existing = body, as a declaration or
// as an entry of a resource's object.
type Resource struct {
	Span
	Decorated
	Keyword  Tok // resource
	Name     *Name
	Type     Expr // *String or *Bad
	Existing Tok  // existing; 0 if not written
	Assign   Mark // =
	NewLines Run  // only in front of if
	Body     Expr // *Object, *If, *For (whose Body is an *Object or *If) or *Bad
}

// Module is module name 'path' = body.
type Module struct {
	Span
	Decorated
	Keyword  Tok // module
	Name     *Name
	Path     Expr // *String or *Bad
	Assign   Mark // =
	NewLines Run  // only in front of if
	Body     Expr // as of a Resource
}

// Output is output name type = value. A loop is a *For in Value.
type Output struct {
	Span
	Decorated
	Keyword Tok // output
	Name    *Name
	Type    TypeExpr
	Assign  Mark // =
	Value   Expr
}

// Import is a compile-time import: import {a, b as c} from 'path' or
// import * as name from 'path'.
type Import struct {
	Span
	Decorated
	Keyword Tok // import
	Symbols ImportSymbols
	From    Mark // from
	Path    Expr // *String or *Bad
}

// ImportSymbols is what an Import takes. Its members are *ImportList,
// *ImportAll and *Bad.
type ImportSymbols interface {
	Node
	importSymbols()
}

// ImportAll is * as name.
type ImportAll struct {
	Span
	Star  Tok // *
	As    Tok // as
	Alias *Name
}

// ImportList is { a, b as c }.
type ImportList struct {
	Span
	Open  Tok // {
	Items []ImportItem
	Seps  []Run // separators around the items; len(Items)+1 runs
	Close Tok   // } ; 0 if missing
}

// ImportItem is one entry of an ImportList. Its members are *ImportName and
// *Bad.
type ImportItem interface {
	Node
	importItem()
}

// ImportName is name or name as alias or 'name' as alias.
type ImportName struct {
	Span
	Original Key   // *Name, *String or *Bad
	As       Tok   // as; 0 without an alias
	Alias    *Name // nil without an alias
}

// Extension is extension name with {…} as alias; the specification may also be
// a string. The older keyword provider and, before a string, import mean the
// same.
type Extension struct {
	Span
	Decorated
	Keyword Tok   // extension, provider or import
	Spec    Key   // *Name, *String or *Bad
	With    Mark  // with; empty if not written
	Config  Expr  // *Object or *Bad; nil without with
	As      Mark  // as; empty if not written
	Alias   *Name // nil without as
}

// Assert is assert name = condition (experimental).
type Assert struct {
	Span
	Decorated
	Keyword Tok // assert
	Name    *Name
	Assign  Mark // =
	Value   Expr
}

// Test is test name 'path' = {…} (experimental).
type Test struct {
	Span
	Decorated
	Keyword Tok // test
	Name    *Name
	Path    Expr // *String or *Bad
	Assign  Mark // =
	Body    Expr // *Object or *Bad
}

// Using is using 'path' or using none, in a .bicepparam file.
type Using struct {
	Span
	Decorated
	Keyword Tok  // using
	None    Tok  // none; 0 if there is a path
	Path    Expr // *String or *Bad; nil with none
	With    Mark // with; empty if not written
	Config  Expr // *Object or *Bad; nil without with
}

// Extends is extends 'path', in a .bicepparam file.
type Extends struct {
	Span
	Decorated
	Keyword Tok  // extends
	Path    Expr // *String or *Bad
}

// ParamAssignment is param name = value, in a .bicepparam file.
type ParamAssignment struct {
	Span
	Decorated
	Keyword Tok // param
	Name    *Name
	Assign  Mark // =
	Value   Expr
}

// ExtensionConfig is extensionConfig alias with {…}, in a .bicepparam file.
type ExtensionConfig struct {
	Span
	Decorated
	Keyword Tok // extensionConfig
	Name    *Name
	With    Mark // with
	Config  Expr // *Object or *Bad
}

// MissingDecl is decorators that no declaration follows. In a .bicep file that
// follows the grammar, so Problems says nothing of it.
type MissingDecl struct {
	Span
	Decorated
}

// ---- expressions ----

// Expr is an expression. Its members are *Int, *Bool, *NullLit, *String,
// *Object, *Array, *Spread, *Ident, *Call, *Member, *ResourceMember, *Index,
// *NonNull, *Unary, *Binary, *Ternary, *Lambda, *Paren, *For, *If and *Bad.
// *Spread stands only in an Array, *If only as the body of a declaration or
// loop.
type Expr interface {
	Node
	expr()
}

// Int is 42. A literal after a minus reaches 9223372036854775808.
type Int struct {
	Span
	Tok   Tok
	Value uint64
}

// Bool is true or false.
type Bool struct {
	Span
	Tok   Tok
	Value bool
}

// NullLit is null.
type NullLit struct {
	Span
	Tok Tok
}

// String is 'text ${expr} text' or its multi-line form.
type String struct {
	Span
	Multiline bool
	// Dollars is the number of $ before the quotes of a multi-line string.
	Dollars  int32
	Segments []Segment // one more than Holes, which stand between them
	Holes    []Expr
}

// Segment is the literal text between two holes or quotes.
type Segment struct {
	Tok   Tok
	Value string // decoded: escapes resolved, surrogate pairs joined
}

// Literal is the value of a string without holes.
func (s *String) Literal() (value string, ok bool) {
	if len(s.Segments) != 1 {
		return "", false
	}
	return s.Segments[0].Value, true
}

// Object is { entries }.
type Object struct {
	Span
	Open    Tok // {
	Entries []Entry
	Seps    []Run // separators around the entries; len(Entries)+1 runs
	Close   Tok   // } ; 0 if missing
}

// Entry is a piece of an Object. Its members are *Property, *Spread, *Resource
// (nested in a resource's body), *MissingDecl and *Bad.
type Entry interface {
	Node
	entry()
}

// Property is key: value.
type Property struct {
	Span
	Key   Key
	Colon Mark // :
	Value Expr
}

// Key is the name of a property or of an imported or extended thing. Its
// members are *Name, *String (perhaps with holes), *Star (in object types) and
// *Bad.
type Key interface {
	Node
	key()
}

// KeyText is the text of a key that is known without evaluation.
func KeyText(k Key) (text string, ok bool) {
	switch k := k.(type) {
	case *Name:
		return k.Text, !k.IsMissing()
	case *String:
		return k.Literal()
	default:
		return "", false
	}
}

// Spread is ...expr, in an Object or an Array.
type Spread struct {
	Span
	Ellipsis Tok // ...
	Value    Expr
}

// Array is [ items ]; a *Spread among them adds its items.
type Array struct {
	Span
	Open  Tok // [
	Items []Expr
	Seps  []Run // separators around the items; len(Items)+1 runs
	Close Tok   // ] ; 0 if missing
}

// Ident is a reference to a name.
type Ident struct {
	Span
	Tok  Tok
	Name string
}

// Call is name(arguments) or base.name(arguments).
type Call struct {
	Span
	Base  Expr // nil for a plain call
	Dot   Tok  // . ; 0 for a plain call
	Safe  Tok  // ? after the dot, which is always an error
	Name  *Name
	Open  Tok // (
	Args  []Expr
	Seps  []Run // line breaks and commas around the arguments; len(Args)+1 runs
	Close Tok   // ) ; 0 if missing
}

// Member is base.name or base.?name.
type Member struct {
	Span
	Base Expr
	Dot  Tok // .
	Safe Tok // ? ; 0 if not written
	Name *Name
}

// ResourceMember is base::name, a resource nested in another.
type ResourceMember struct {
	Span
	Base   Expr
	Colons Tok // ::
	Name   *Name
}

// Index is base[index], base[?index], base[^index] or base[?^index].
type Index struct {
	Span
	Base    Expr
	Open    Tok // [
	Safe    Tok // ? ; 0 if not written
	FromEnd Tok // ^ ; 0 if not written
	Index   Expr
	Close   Tok // ]
}

// NonNull is base!.
type NonNull struct {
	Span
	Base Expr
	Bang Tok // !
}

// Unary is !operand or -operand.
type Unary struct {
	Span
	Op      Kind // Exclamation or Minus
	Tok     Tok
	Operand Expr
}

// Binary is left op right. Chains lean to the left.
type Binary struct {
	Span
	Left  Expr
	Op    Kind // DoubleQuestion, Or, And, Equals, …, Percent
	Tok   Tok
	Right Expr
}

// Ternary is condition ? then : else.
type Ternary struct {
	Span
	Cond             Expr
	NewLinesQuestion Run
	Question         Tok // ?
	Then             Expr
	NewLinesColon    Run
	Colon            Mark // :
	Else             Expr
}

// Locals is the variables of a Lambda or a For: x or (x, y). In a bare x, Open
// and Close are empty.
type Locals struct {
	Span
	Open  Tok // (
	Vars  []Local
	Seps  []Run // line breaks and commas around the variables; len(Vars)+1 runs
	Close Mark  // )
}

// Local is a variable of a Lambda or a For. Its members are *Name and *Bad.
type Local interface {
	Node
	local()
}

// Lambda is x => body or (x, y) => body.
type Lambda struct {
	Span
	Locals   *Locals
	Arrow    Tok // =>
	NewLines Run
	Body     Expr
}

// Paren is (inner).
type Paren struct {
	Span
	Open          Tok // (
	NewLinesOpen  Run
	Inner         Expr
	NewLinesClose Run
	Close         Mark // )
}

// For is [for x in items: body] or [for (x, i) in items: body].
type For struct {
	Span
	Open          Tok // [
	NewLinesOpen  Run
	Keyword       Tok     // for
	Locals        *Locals // the item, and perhaps its index
	In            Mark    // in
	Items         Expr
	Colon         Mark // :
	Body          Expr
	NewLinesClose Run
	Close         Mark // ]
}

// If is if (condition) {…}, the body of a declaration or of a loop in one.
type If struct {
	Span
	Keyword Tok  // if
	Cond    Expr // *Paren or *Bad
	Body    Expr // *Object or *Bad
}

// ---- types ----

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
