// Package graph is the ARM-shaped world: what an evaluated template would
// deploy. Languages produce Modules, one for each evaluation of a template;
// New lays the tree of module instances out into one Graph that rules read.
package graph

import (
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Scope is the level a template is deployed at, in ARM's spelling.
type Scope string

// The levels.
const (
	ScopeResourceGroup   Scope = "resourceGroup"
	ScopeSubscription    Scope = "subscription"
	ScopeManagementGroup Scope = "managementGroup"
	ScopeTenant          Scope = "tenant"
	ScopeLocal           Scope = "local"
)

// Module is one evaluation of a template with given arguments. It knows
// nothing of its callers, so that equal calls share it: inside it, the origin
// of a parameter's value ends at the parameter.
type Module struct {
	File       *source.File
	Scope      Scope
	Dialect    Dialect
	Parameters []Parameter
	Variables  []Variable
	Resources  []*Declaration
	Calls      []*Call
	Outputs    []Output
	Gaps       []Gap
}

// Parameter is a declared parameter with the value it took.
type Parameter struct {
	Name   string
	Type   string // string, int, bool, object, array or any
	Secure bool
	Value  value.Value
	// Default is what the template gives it where nothing else does; nil
	// without one. It stands in the template even where it isn't taken.
	Default value.Value
	// Listed is set where the template lists the values that it may be given.
	Listed bool
	At     source.Range // the declared name
}

// Variable is a declared variable, whether or not anything reads it: what its
// text gives away, it gives away unread.
type Variable struct {
	Name  string
	Value value.Value
	At    source.Range // the declared name
}

// Output is a declared output.
type Output struct {
	Name   string
	Type   string
	Secure bool
	Value  value.Value
	At     source.Range
}

// Declaration is one resource of a module: one iteration, where it stands in a
// loop over something known.
type Declaration struct {
	Symbol     string // symbolic name; parent::child for nested ones; "" if there is none
	Type       string // as written, full: Microsoft.Storage/storageAccounts/blobServices
	APIVersion string
	Name       value.Value // full: account/default
	OwnName    value.Value // as written, the last segment for children
	ID         value.Value
	Scope      value.Value // the id it extends or is deployed into; nil for the deployment's own scope
	Existing   bool
	Condition  value.Value // Bool true, or unknown; what is known not to be deployed isn't listed
	Loop       *Loop       // nil outside loops
	Body       value.Object
	Parent     value.Value // id of the parent resource; nil without one
	DependsOn  []Dependency
	// At is the declaration's head, to point at when nothing narrower is to
	// blame; Whole is all of it.
	At, Whole source.Range
	// Partial marks a change of a resource that another declaration makes, or
	// that is there already: what it doesn't say isn't absent.
	Partial bool
	// Damaged is set when the source of the declaration could not be read
	// whole: a property that seems absent may stand in the damaged part.
	Damaged bool
	// Speller is nil where ARM's own properties are written.
	Speller Speller
}

// Speller tells what people write in a declaration whose language has names of
// its own for what ARM has properties for.
type Speller interface {
	// Spell says what to write for the property of a path, dotted, to have a
	// value, and where such a thing is written: "local_auth_enabled = false",
	// "azurerm_cognitive_account". Without a value, or if none that can be
	// written gives it, it is the name alone. Both are "" if there is none.
	Spell(path string, want value.Value) (text, in string)
}

// Loop tells which iteration of a loop something is.
type Loop struct {
	Index int         // 0-based; 0 for a representative
	Count value.Value // Int where known
	// Unknown marks a representative of zero or more iterations.
	Unknown bool
}

// Dependency is a resource or module call that must come first.
type Dependency struct {
	ID       value.Value // the resource id; nil for a module call
	Call     *Call       // the module call; nil for a resource
	Existing bool        // the target isn't deployed here
	Implied  bool        // found from a reference, not written in dependsOn
}

// Call is a use of a module: one iteration, where it stands in a loop over
// something known.
type Call struct {
	Symbol    string
	Index     int    // position in Module.Calls; -1 for an item looked up by an unknown index, which isn't among them
	Path      string // as written
	Name      value.Value
	ID        value.Value // of the deployment resource
	Scope     value.Value // id of the scope it is deployed to
	Condition value.Value
	Loop      *Loop
	Arguments []Argument
	DependsOn []Dependency
	// Module is the evaluated target; nil if it isn't on disk or can't be
	// read, and then Missing tells why.
	Module  *Module
	Missing string
	// External marks a registry or template-spec module: its absence is no
	// error.
	External bool
	At       source.Range
}

// Argument is a parameter's value as the caller gives it.
type Argument struct {
	Name      string
	Value     value.Value
	KeyAt, At source.Range
}

// Argument returns the argument of that name, case folded; false if the caller
// gives none.
func (c *Call) Argument(name string) (Argument, bool) {
	for _, a := range c.Arguments {
		if foldEqual(a.Name, name) {
			return a, true
		}
	}
	return Argument{}, false
}

// Gap is something that could not be read. A rule that asserts an absence asks
// whether the missing thing may stand there.
type Gap struct {
	Kind GapKind
	Name string // the module, file or declaration
	Type string // the resource type, if it is known
	At   source.Range
	Call *Call // for a missing module
	Why  string
}

// GapKind says what is missing.
type GapKind uint8

// The kinds of gap.
const (
	GapModule      GapKind = iota // a module that isn't there
	GapDeclaration                // a declaration that is damaged beyond its type
	GapLimit                      // a bound was reached
	GapType                       // a declaration whose type isn't known
)
