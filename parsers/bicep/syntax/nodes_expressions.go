package syntax

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
