package syntax

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
