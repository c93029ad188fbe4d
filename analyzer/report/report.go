// Package report turns the outcome of an analysis into output: one file per
// format. It draws no conclusions; what isn't in the report isn't printed.
package report

import (
	"io"
	"slices"
	"strings"

	"moat/analyzer"
	"moat/analyzer/rule"
)

// Format is one way to print a report.
type Format struct {
	Name   string // as --format takes it
	Ending string // of the files that --output writes in it, with the dot; "" for none
	// Write prints the whole report. The error is w's.
	Write func(w io.Writer, r *analyzer.Report, o Options) error
}

// Formats lists every format, the default first.
func Formats() []Format {
	return []Format{
		{"text", ".txt", Text},
		{"json", ".json", JSON},
		{"sarif", ".sarif", SARIF},
		{"github", "", GitHub},
		{"markdown", ".md", Markdown},
	}
}

// ByName returns the format of that name.
func ByName(name string) (Format, bool) {
	return find(func(f Format) bool { return f.Name == name })
}

// ByPath returns the format that the ending of a file's path asks for.
func ByPath(path string) (Format, bool) {
	return find(func(f Format) bool { return f.Ending != "" && strings.HasSuffix(strings.ToLower(path), f.Ending) })
}

func find(is func(Format) bool) (Format, bool) {
	all := Formats()
	i := slices.IndexFunc(all, is)
	if i < 0 {
		return Format{}, false
	}
	return all[i], true
}

// Options says how to print. The zero value prints plain text with paths
// relative to the workspace root.
type Options struct {
	Color bool // text: colour by ANSI escape sequences
	// Width is how many columns an excerpt of source may take in text; 0
	// stands for 100.
	Width int
	// Undetermined lists the findings that can't be decided too; they are
	// counted in any case.
	Undetermined bool
	// OmitSuppressed leaves suppressed findings out of formats that mark them
	// otherwise (SARIF, JSON).
	OmitSuppressed bool
	// Display is how text shows a path of the workspace; nil shows it as it
	// is.
	Display func(path string) string
	// Rules are the rules that were run, for formats that describe them even
	// where they found nothing (SARIF).
	Rules []*rule.Rule
	// Category tells uploads of one repository to code scanning apart; ""
	// leaves that to the upload.
	Category string
	// Version is Moat's own, for formats that name it; "" leaves it out.
	Version string
}

// Listed returns the findings that are printed under o, in the report's order.
func Listed(r *analyzer.Report, o Options) []rule.Finding {
	if o.Undetermined {
		return r.Findings
	}
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f rule.Finding) bool { return f.Verdict == rule.Undetermined })
}

// Endings lists the endings of files that --output takes.
func Endings() []string {
	var out []string
	for _, f := range Formats() {
		if f.Ending != "" {
			out = append(out, f.Ending)
		}
	}
	return out
}

// Worst is the highest severity among the violated findings; "" if there are
// none.
func Worst(r *analyzer.Report) rule.Severity {
	var worst rule.Severity
	for _, f := range r.Findings {
		if f.Verdict == rule.Violated && f.Severity.Rank() > worst.Rank() {
			worst = f.Severity
		}
	}
	return worst
}
