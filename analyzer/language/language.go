// Package language is what a parser room offers to the engine: the interface
// that every language implements. The engine knows no language by name.
package language

import (
	"context"

	"moat/analyzer/diag"
	"moat/analyzer/fix"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Language reads one kind of template.
type Language interface {
	// Name is the language's name in lower case: bicep, arm, terraform.
	Name() string
	// Claims says whether a file with this path and these first bytes belongs
	// to the language. Head holds up to HeadSize bytes.
	Claims(path string, head []byte) bool
	// Parse never fails: what can't be read is listed in the tree's problems.
	Parse(f *source.File) Tree
	// Evaluate works out what an entry point would deploy. The error is
	// cancellation or a failure of Moat's own; whatever is wrong with the
	// source stands in the result.
	Evaluate(ctx context.Context, e Entry, l Loader) (*Result, error)
}

// HeadSize is how much of a file Claims sees, in bytes.
const HeadSize = 4096

// Tree is a parsed file. It is immutable.
type Tree interface {
	Source() *source.File
	Problems() []diag.Diagnostic
	Role() Role
	// Refs lists the files that this one names, as written and resolved.
	Refs() []Ref
	Comments() []Comment
}

// Role says what a file can be used for.
type Role uint8

// The roles.
const (
	Other      Role = iota // nothing to evaluate on its own
	Template               // can be deployed
	Parameters             // gives values to a template
	ModuleOnly             // only makes sense when called
)

// RefKind says how a file names another.
type RefKind uint8

// The kinds of reference.
const (
	RefModule  RefKind = iota // calls it
	RefUsing                  // is the parameter file of it
	RefExtends                // takes over the assignments of it
	RefImport                 // imports declarations
	RefLoad                   // reads its content
)

// Ref is one file named in another.
type Ref struct {
	Kind RefKind
	// Path is relative to the workspace root; "" if the reference isn't to a
	// local file or leaves the workspace.
	Path    string
	Written string
	At      source.Range
}

// Comment is one comment, with its marks.
type Comment struct {
	At   source.Range
	Text string // without the marks
}

// Entry is what to evaluate.
type Entry struct {
	Tree   Tree
	Params []Tree // parameter files, the later winning
	Vars   []Var  // --var, winning over parameter files
	// Fixed gives scope values (subscription, resource group, location) in
	// place of symbolic ones; nil normally.
	Fixed *FixedScope
}

// Var is one --var NAME=VALUE.
type Var struct{ Name, Value string }

// FixedScope is where a deployment would go, when that is known.
type FixedScope struct {
	SubscriptionID, TenantID, ResourceGroup, Location, DeploymentName string
}

// Loader gives the files that an evaluation needs. Its implementation keeps
// note of what was asked.
type Loader interface {
	// Load parses the file at a path relative to the workspace root, in
	// whichever language claims it. Errors are those of source.FS; a file that
	// no language claims gives ErrUnclaimed.
	Load(path string) (Tree, error)
	// Read returns a file's content without parsing it.
	Read(path string) (*source.File, error)
	// List lists a folder.
	List(path string) ([]source.Entry, error)
}

// Result is an evaluated entry point.
type Result struct {
	Root     *graph.Module
	Problems []diag.Diagnostic // of evaluation, in all files it touched
	Coverage Coverage
	// Secrets are the ranges of literals that must not be quoted.
	Secrets []source.Range
	// Notes are sentences about what was taken for granted where the source
	// leaves it open, such as the version of a provider.
	Notes []string
}

// Coverage counts what was understood.
type Coverage struct {
	Resources int
	Known     int                  // expressions with a known value
	Unknown   map[value.Reason]int // expressions without, by the deciding reason
	// MissingModules are the modules that could not be read, sorted.
	MissingModules []string
}

// Folders is what a Language also implements if its templates are folders: the
// files of one folder that it gathers make one tree, whose path is the folder's.
type Folders interface {
	// Gathers says whether the file of this path is a part of its folder's
	// template.
	Gathers(path string) bool
	// ParseFolder parses a folder of files that are gathered, sorted by name.
	// Like Parse it never fails. Parse makes a folder of one file.
	ParseFolder(dir string, files []FolderFile) Tree
}

// FolderFile is one file of a folder. One that can't be read is empty and has
// the error, which the engine reports: what it declares is not known.
type FolderFile struct {
	*source.File
	Err error
}

// Gathered is what a Tree also implements if it was read from several files.
type Gathered interface {
	// Files are those it was read from, sorted by path.
	Files() []*source.File
}

// Taker is what a Language also implements if it takes some parameter files
// only.
type Taker interface {
	// Takes says whether a parameter file can give values to the language's
	// templates.
	Takes(params Tree) bool
}

type unclaimed struct{}

func (unclaimed) Error() string { return "no language reads this kind of file" }

// ErrUnclaimed says that a file exists but isn't a template of any language.
var ErrUnclaimed error = unclaimed{}

// PathFilter is what a Language also implements if it can turn most files away
// by their path, so that they need not be opened.
type PathFilter interface {
	// MayClaim says whether a search should look at a file of this path. A file
	// that is named or referred to may be claimed all the same.
	MayClaim(path string) bool
}

// Compiled is what a Tree also implements if its file may have been generated
// from another template.
type Compiled interface {
	// CompiledFrom lists the paths, relative to the workspace root, of the
	// files that it may have been made from; none if it was written by hand.
	CompiledFrom() []string
}

// Editor is what a Language also implements if it can write changes into its
// files. Edits are the smallest that do, sorted, in the style of the file; they
// are those of one file. The error is a fix.Refused: the change isn't made, and
// nothing near it either.
type Editor interface {
	// Edits makes the intents true, which all stand in t's file.
	Edits(t Tree, intents []fix.Intent) ([]source.Edit, error)
	// Remark puts a comment on a line of its own before the line of an offset.
	Remark(t Tree, offset int, text string) ([]source.Edit, error)
}
