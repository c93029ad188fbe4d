// Package template is an ARM deployment as data, and the one evaluator that
// turns it into what would be deployed. Bicep and ARM JSON differ in syntax and
// not in meaning: both front ends build a Template, and neither evaluates.
package template

import (
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// Source is a tree that holds a template. Trees of both languages implement
// it, so that each can call the other's files as modules and import from them.
type Source interface {
	language.Tree
	Template() *Template
}

// ParameterSource is a tree that gives values to a template's parameters:
// .bicepparam, or a JSON parameter file.
type ParameterSource interface {
	language.Tree
	ParameterFile() *ParameterFile
}

// Template is one template. It and all that it reaches are immutable.
type Template struct {
	File *source.File
	// FoldNames is set where names of functions, parameters and variables fold
	// case, as in ARM JSON.
	FoldNames bool
	Scope     graph.Scope
	// Symbolic is set for ARM JSON whose resources are an object keyed by
	// symbolic name (languageVersion 2.0), and for Bicep.
	Symbolic bool

	Parameters []*Parameter
	Variables  []*Variable
	Types      []*TypeDecl
	Functions  []*Function
	Resources  []*Resource // nested children follow their parent
	Modules    []*Module
	Outputs    []*Output
	Imports    []*Import
	Extensions []*Extension
	Asserts    []*Assert
	Metadata   []*Variable
	// Gaps are declarations so damaged that not even their kind of effect is
	// known.
	Gaps []graph.Gap
	// Problems are those of binding; the tree has those of syntax.
	Problems []diag.Diagnostic
}

// Parameter is param name type = default.
type Parameter struct {
	Name    string
	NameAt  source.Range
	At      source.Range
	Type    *Type           // never nil
	Default expression.Expr // nil without one
	Secure  bool
	Allowed []value.Value // @allowed; nil without
}

// Variable is var name = value, or a metadata declaration.
type Variable struct {
	Name     string
	NameAt   source.Range
	Value    expression.Expr
	Exported bool
}

// TypeDecl is type name = definition.
type TypeDecl struct {
	Name     string
	NameAt   source.Range
	Type     *Type
	Exported bool
}

// Function is a user-defined function.
type Function struct {
	Namespace string // of ARM JSON; "" in Bicep
	Name      string
	NameAt    source.Range
	Params    []string
	Types     []*Type // of the parameters, in the same order
	Result    *Type
	Body      expression.Expr
	Exported  bool
}

// Loop is what a declaration repeats over.
type Loop struct {
	At          source.Range
	Item, Index string          // Bicep's loop variables; "" where not named
	In          expression.Expr // Bicep's collection; nil in ARM
	Name        string          // ARM's copy name
	Count       expression.Expr // ARM's count; nil in Bicep
}

// Resource is one resource declaration.
type Resource struct {
	// Symbol is the symbolic name, parent::child for nested ones; "" in ARM
	// JSON without symbolic names.
	Symbol   string
	SymbolAt source.Range
	// Type is as written; for a nested child (Parent set) it may be only the
	// last segments, for others it is full. APIVersion is "" if not written.
	Type       string
	APIVersion string
	TypeAt     source.Range
	Existing   bool
	Parent     *Resource       // the resource that this is nested in; nil otherwise
	ParentRef  expression.Expr // parent: symbol, or symbol[index]; nil without one
	ScopeRef   expression.Expr // scope:; nil without one
	Name       expression.Expr // nil or *Bad if it isn't readable
	Condition  expression.Expr // nil without one
	Loop       *Loop
	// Body holds the other top-level properties in source order; never nil.
	Body      *expression.Object
	DependsOn expression.Expr // nil without one
	// Extension is the alias of the extension that provides the type; "" for
	// Azure's own.
	Extension string
	// OnlyIfNotExists marks @onlyIfNotExists().
	OnlyIfNotExists bool
	// At is the head, to point at; Whole is everything.
	At, Whole source.Range
	Damaged   bool
}

// Module is one use of another template: a Bicep module, or a nested or linked
// deployment.
type Module struct {
	Symbol   string
	SymbolAt source.Range
	// Path is as written. Ref is the file relative to the workspace root, ""
	// for registry modules, template specs and paths that lead nowhere;
	// Problem says what is wrong with such a path, "" if it is only not local.
	Path    string
	PathAt  source.Range
	Ref     string
	Problem string
	// Guessed marks a Ref that a URI only suggests: it may lead nowhere.
	Guessed bool
	// ParamsRef is the parameter file that a linked deployment names, relative
	// to the workspace root; "" for none. It gives what Params doesn't.
	ParamsRef string
	// Inline is a template written in place of a path: a nested deployment
	// whose expressions are its own (inner scope). Nil otherwise.
	Inline *Template
	// Outer marks a nested deployment whose expressions are evaluated with the
	// names of the template around it; Inline is set too.
	Outer     bool
	Name      expression.Expr // nil if generated
	ScopeRef  expression.Expr
	Condition expression.Expr
	Loop      *Loop
	Params    expression.Expr // an object expression; nil without arguments
	// TargetSubscription and TargetResourceGroup are ARM's own way to name the
	// scope; nil in Bicep.
	TargetSubscription, TargetResourceGroup expression.Expr
	DependsOn                               expression.Expr
	Body                                    *expression.Object // the other properties; never nil
	At, Whole                               source.Range
	Damaged                                 bool
}

// Output is output name type = value.
type Output struct {
	Name   string
	NameAt source.Range
	Type   *Type
	Secure bool
	Value  expression.Expr
	// Condition is ARM's condition on an output; nil without one.
	Condition expression.Expr
}

// Import takes exported types, variables and functions from another file.
type Import struct {
	Path    string // as written
	Ref     string // relative to the workspace root; "" if it isn't a local file
	Problem string
	At      source.Range
	// Wildcard is the alias of import * as alias; Names is empty then.
	Wildcard string
	Names    []ImportedName
}

// ImportedName is one name of an import.
type ImportedName struct {
	Original, Alias string // equal without an alias
	At              source.Range
}

// Extension is extension name as alias.
type Extension struct {
	Name, Alias string
	Config      expression.Expr // nil without with
	At          source.Range
}

// Assert is assert name = condition.
type Assert struct {
	Name  string
	At    source.Range
	Value expression.Expr
}

// ParameterFile is the content of a parameter file.
type ParameterFile struct {
	File *source.File
	// Using and Extends are relative to the workspace root; "" if absent, none,
	// or not a local file.
	Using, Extends     string
	UsingAt, ExtendsAt source.Range
	UsingProblem       string
	Assignments        []*Assignment
	Variables          []*Variable
	Imports            []*Import
	Problems           []diag.Diagnostic
	// Verbatim is set for JSON parameter files, whose strings are never
	// expressions.
	Verbatim bool
}

// Assignment is param name = value in a parameter file.
type Assignment struct {
	Name   string
	NameAt source.Range
	Value  expression.Expr
	// Secret marks a JSON reference to a key vault secret; Value is nil then.
	Secret bool
}

// TypeKind is the alternative that a Type is.
type TypeKind uint8

// The kinds of type.
const (
	TypeAny           TypeKind = iota
	TypeString                 // string
	TypeInt                    // int
	TypeBool                   // bool
	TypeObject                 // object, or { … } if Properties or Additional say so
	TypeArray                  // array, or Items[]
	TypeTuple                  // [ a, b ]
	TypeLiteral                // 'a', 3, true, null: Literal
	TypeUnion                  // Members, one of them
	TypeRef                    // a declared or imported type: Name, with Namespace for ns.Type
	TypeDiscriminated          // a union told apart by a property; Members
	TypeAccess                 // Base.Property, Base[0], Base[*], Base.*
	TypeResource               // resourceInput<'T@v'> and the like: not resolved offline
)

// Type is a type expression.
type Type struct {
	At       source.Range
	Kind     TypeKind
	Nullable bool // T?
	NonNull  bool // T!
	Secure   bool // @secure() on a property's type, securestring, secureObject
	Literal  value.Value
	Members  []*Type
	// Namespace and Name are those of a TypeRef.
	Namespace, Name string
	Items           *Type          // of an array; nil for any
	Tuple           []*Type        // of a tuple
	Properties      []TypeProperty // of an object
	Additional      *Type          // of an object's other properties; nil if not declared
	// Base and Step are those of a TypeAccess: a property name, an index, "[*]"
	// or ".*".
	Base                 *Type
	Step                 string
	MinValue, MaxValue   *int64
	MinLength, MaxLength *int64
}

// TypeProperty is one property of an object type.
type TypeProperty struct {
	Name   string
	NameAt source.Range
	Type   *Type
}
