// Package analyzer is the engine: it finds the templates, has them evaluated,
// runs the rules over what they would deploy, and returns one report. It knows
// no language, no protocol and no output format by name.
package analyzer

import (
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// Engine analyses templates. It is immutable and safe for concurrent use.
type Engine struct {
	Languages []language.Language // asked in order which one claims a file
	Rules     []*rule.Rule
}

// Options says what to analyse and how.
type Options struct {
	// Paths are files and folders relative to the workspace root; the named
	// files are always analysed, folders are searched.
	Paths []string
	// Select and Ignore hold rule ids or prefixes; an empty Select takes all.
	Select, Ignore []string
	Scope          rule.Scope
	Params         []string // parameter files, relative to the workspace root
	Vars           []language.Var
	Fixed          *language.FixedScope
	Jobs           int // how many entry points at a time; 0 for one a core
}

// Report is the outcome of one analysis. It is the same, to the byte, whatever
// the number of cores.
type Report struct {
	Entries  []EntryPoint
	Findings []rule.Finding    // sorted by rule.Compare, equal ones of several entry points merged
	Problems []diag.Diagnostic // sorted by diag.Compare
	Summary  Summary
	// Secrets are the ranges that must be masked wherever source is quoted.
	Secrets []source.Range
}

// EntryPoint is one deployment that was evaluated.
type EntryPoint struct {
	Path     string   // of the template: a file, or a folder
	Folder   bool     // Path is a folder; Source is one of its files
	Params   []string // of its parameter files
	Language string
	Graph    *graph.Graph
	Source   *source.File
	// Notes are sentences about what the evaluation took for granted.
	Notes []string
}

// Summary counts what was done and what was not understood.
type Summary struct {
	Files          int // templates and parameter files parsed
	EntryPoints    int
	Resources      int // deployed by the entry points, existing ones not counted
	Findings       int // violated
	Undetermined   int
	Suppressed     int
	Known          int
	Unknown        map[value.Reason]int
	MissingModules []string // sorted, without repetition
}
