// Package analyzer is the engine: it finds the templates, has them evaluated,
// runs the rules over what they would deploy, and returns one report. It knows
// no language, no protocol and no output format by name.
package analyzer

import (
	"strings"

	"moat/analyzer/config"
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
	// Scope goes before the configuration's; "" leaves it to that.
	Scope  rule.Scope
	Params []string // parameter files, relative to the workspace root
	Vars   []language.Var
	Fixed  *language.FixedScope
	Jobs   int // how many entry points at a time; 0 for one a core

	Config *config.Config // nil for the defaults
	// Today is the day, YYYY-MM-DD, by which suppressions expire; with "" none
	// does.
	Today string
	// NoInlineSuppressions passes over suppressions in comments.
	NoInlineSuppressions bool
	// Callers takes, in place of the named files, the deployments of the whole
	// workspace that read them.
	Callers bool
	// Progress is told, one call at a time, how many of all deployments are
	// done; nil for nobody.
	Progress func(done, all int)
	// Baseline holds the findings that are known and not reported; nil for
	// none.
	Baseline *config.Baseline

	// Cache takes over what earlier analyses of the same workspace worked out;
	// nil for a cold run. The report is the same but for the graphs of entry
	// points that read no open file.
	Cache *Cache
	// Open are the files that an editor shows. Entry points that read one of
	// them are evaluated first.
	Open []string
	// Early is called once, from Analyze, when those are done and others are
	// still to be evaluated. Its report holds only them, which is all that the
	// open files concerns.
	Early func(*Report)
}

// Report is the outcome of one analysis. It is the same, to the byte, whatever
// the number of cores.
type Report struct {
	Entries  []EntryPoint
	Findings []rule.Finding // sorted by rule.Compare, equal ones of several entry points merged
	// Suppressed are the findings that a suppression hides, in the same order.
	Suppressed []Suppressed
	// Known are the findings that the baseline holds, in the same order, and
	// Fixed its entries that are found no more.
	Known []rule.Finding
	Fixed []config.Known
	// Unseen are the entries that this run can't tell anything about: it
	// didn't read their file, or didn't run their rule.
	Unseen []config.Known
	// Compared is set if there was a baseline.
	Compared bool
	Problems []diag.Diagnostic // sorted by diag.Compare
	Summary  Summary
	// Secrets are the ranges that must be masked wherever source is quoted.
	Secrets []source.Range
}

// Suppressed is a finding and what hides it.
type Suppressed struct {
	rule.Finding
	By *config.Suppression
}

// EntryPoint is one deployment that was evaluated.
type EntryPoint struct {
	Path     string   // of the template: a file, or a folder
	Folder   bool     // Path is a folder; Source is one of its files
	Params   []string // of its parameter files
	Language string
	// Graph is nil where a Cache has let it go.
	Graph  *graph.Graph
	Source *source.File
	// Notes are sentences about what the evaluation took for granted.
	Notes []string
}

// Name is what findings call the deployment.
func (e EntryPoint) Name() string { return nameOf(e.Path, e.Params) }

func nameOf(path string, params []string) string {
	if len(params) == 0 {
		return path
	}
	return path + " (" + strings.Join(params, ", ") + ")"
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
