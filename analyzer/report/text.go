package report

import (
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"moat/analyzer"
	"moat/analyzer/diag"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// Text prints the findings, then the problems, then the summary.
func Text(w io.Writer, r *analyzer.Report, o Options) error {
	for _, part := range []func(io.Writer, *analyzer.Report, Options) error{Findings, Problems, Summary} {
		if err := part(w, r, o); err != nil {
			return err
		}
	}
	return nil
}

// Findings prints each listed finding with its place, the evidence and the
// fix, and an empty line behind each.
func Findings(w io.Writer, r *analyzer.Report, o Options) error {
	p := newPage(r, o)
	for _, f := range Listed(r, o) {
		p.finding(f)
	}
	return p.flush(w)
}

// maxProblems is how many problems of one file are printed: a file in the
// wrong format has one on each line, and they all say the same.
const maxProblems = 20

// Problems prints what could not be analysed, with its place, and an empty
// line behind each. Of one file at most 20 are printed, and the rest counted.
func Problems(w io.Writer, r *analyzer.Report, o Options) error {
	p := newPage(r, o)
	for rest := r.Problems; len(rest) > 0; {
		path := rest[0].At.Path()
		n := slices.IndexFunc(rest, func(d diag.Diagnostic) bool { return d.At.Path() != path })
		if n < 0 {
			n = len(rest)
		}
		for _, d := range rest[:min(n, maxProblems)] {
			p.head(styleError, problemTitles[d.Kind], "", d.Message)
			p.frame(d.At, styleError, '^', nil)
			p.line("")
		}
		if n > maxProblems {
			p.line(fmt.Sprintf("%s: %d further problems", p.path(path), n-maxProblems))
			p.line("")
		}
		rest = rest[n:]
	}
	return p.flush(w)
}

var problemTitles = map[diag.Kind]string{
	diag.Syntax:      "syntax error",
	diag.Binding:     "not found",
	diag.Evaluation:  "no value",
	diag.Unsupported: "not supported",
	diag.Limit:       "limit reached",
	diag.IO:          "file error",
	diag.Internal:    "internal error",
}

// Summary prints counts and coverage, one line each.
func Summary(w io.Writer, r *analyzer.Report, o Options) error {
	p := newPage(r, o)
	s := r.Summary

	var counts []string
	for _, severity := range []rule.Severity{rule.Error, rule.Warning, rule.Note} {
		n := 0
		for _, f := range r.Findings {
			if f.Verdict == rule.Violated && f.Severity == severity {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, p.paint(severityStyles[severity], count(n, string(severity))))
		}
	}
	found := "no findings"
	if len(counts) > 0 {
		found = count(s.Findings, "finding") + ": " + strings.Join(counts, ", ")
	}
	if s.Undetermined > 0 {
		found += fmt.Sprintf("; %d undetermined", s.Undetermined)
		if !o.Undetermined {
			found += " (--show-undetermined lists them)"
		}
	}
	if s.Suppressed > 0 {
		found += fmt.Sprintf("; %d suppressed", s.Suppressed)
	}
	p.line(found)
	if len(r.Known) > 0 || len(r.Fixed) > 0 {
		p.baseline(r)
	}

	line := fmt.Sprintf("%s, %s, %s", count(s.Files, "file"), count(s.EntryPoints, "entry point"), count(s.Resources, "resource"))
	if n := len(r.Problems); n > 0 {
		line += ", " + p.paint(styleError, count(n, "problem"))
	}
	unknown := 0
	for _, n := range s.Unknown {
		unknown += n
	}
	if all := s.Known + unknown; all > 0 {
		line += fmt.Sprintf("; %d of %s known", s.Known, count(all, "expression"))
	}
	p.line(line)
	if unknown > 0 {
		reasons := slices.Sorted(maps.Keys(s.Unknown))
		slices.SortStableFunc(reasons, func(a, b reason) int { return s.Unknown[b] - s.Unknown[a] })
		parts := make([]string, 0, len(reasons))
		for _, why := range reasons {
			if n := s.Unknown[why]; n > 0 {
				parts = append(parts, fmt.Sprintf("%s %d", why, n))
			}
		}
		p.line("unknown: " + strings.Join(parts, ", "))
	}
	if len(s.MissingModules) > 0 {
		shown := s.MissingModules[:min(len(s.MissingModules), maxModules)]
		line := count(len(s.MissingModules), "module") + " not read: " + excerpt.Clean(strings.Join(shown, ", "))
		if more := len(s.MissingModules) - len(shown); more > 0 {
			line += fmt.Sprintf(" and %d more (--format json lists them)", more)
		}
		p.line(line)
	}
	return p.flush(w)
}

// maxFixed is how many entries of a baseline that are fixed the summary names.
const maxFixed = 5

func (p *page) baseline(r *analyzer.Report) {
	line := fmt.Sprintf("baseline: %s left out", count(len(r.Known), "known finding"))
	if n := len(r.Fixed); n > 0 {
		is := "is"
		if n > 1 {
			is = "are"
		}
		line += fmt.Sprintf(", %d more %s fixed (--write-baseline drops them):", n, is)
	}
	p.line(line)
	for _, k := range r.Fixed[:min(len(r.Fixed), maxFixed)] {
		p.line(excerpt.Clean(fmt.Sprintf("  %s %s: %s", k.Rule, k.File, k.Resource)))
	}
	if more := len(r.Fixed) - maxFixed; more > 0 {
		p.line(fmt.Sprintf("  and %d more (--format json lists them)", more))
	}
}

// maxModules is how many missing modules the summary names.
const maxModules = 5

// count writes a number with its noun, in the plural where it must be.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// page collects the lines of one output.
type page struct {
	b      strings.Builder
	quoter *excerpt.Quoter
	o      Options
	width  int
	// entries are the deployments by the names that findings call them.
	entries map[string]analyzer.EntryPoint
}

func newPage(r *analyzer.Report, o Options) *page {
	width := o.Width
	if width <= 0 {
		width = 100
	}
	return &page{quoter: excerpt.New(r.Secrets), o: o, width: width, entries: entriesByName(r)}
}

func entriesByName(r *analyzer.Report) map[string]analyzer.EntryPoint {
	out := make(map[string]analyzer.EntryPoint, len(r.Entries))
	for _, e := range r.Entries {
		out[e.Name()] = e
	}
	return out
}

// deployment is a deployment by its name, with the paths as one would type them.
func (p *page) deployment(name string) string {
	e, ok := p.entries[name]
	if !ok {
		return p.path(name)
	}
	out := p.path(e.Path)
	if len(e.Params) > 0 {
		params := make([]string, len(e.Params))
		for i, param := range e.Params {
			params[i] = p.path(param)
		}
		out += " (" + strings.Join(params, ", ") + ")"
	}
	return out
}

func (p *page) flush(w io.Writer) error {
	_, err := io.WriteString(w, p.b.String())
	return err
}

func (p *page) line(s string) {
	p.b.WriteString(s)
	p.b.WriteByte('\n')
}

func (p *page) path(path string) string {
	if p.o.Display != nil {
		path = p.o.Display(path)
	}
	return excerpt.Clean(path)
}

func (p *page) finding(f rule.Finding) {
	style, title := severityStyles[f.Severity], string(f.Severity)
	if f.Verdict == rule.Undetermined {
		style, title = styleUndetermined, "undetermined"
	}
	p.head(style, title+"["+f.Rule.ID+"]", f.Rule.Name, f.Message)

	// What is said about the place itself stands beside its mark.
	var labels, remarks []string
	evidence := make([]rule.Evidence, 0, len(f.Evidence))
	for _, e := range f.Evidence {
		switch {
		case !e.At.IsValid():
			remarks = append(remarks, e.Message)
		case e.At == f.At && len(labels) == 0:
			labels = append(labels, e.Message)
		default:
			evidence = append(evidence, e)
		}
	}
	gutter := p.gutter(append([]source.Range{f.At}, ranges(evidence)...))
	p.frameIn(gutter, f.At, style, '^', labels)
	for _, e := range evidence {
		p.line(p.paint(styleGutter, strings.Repeat(" ", gutter)+" |"))
		p.line(p.paint(styleNote, "note") + ": " + excerpt.Clean(e.Message))
		p.frameIn(gutter, e.At, styleNote, '-', nil)
	}
	p.line(p.paint(styleGutter, strings.Repeat(" ", gutter)+" |"))
	for _, text := range remarks {
		p.note(gutter, "note", text)
	}
	if f.Resource.Type != "" {
		p.note(gutter, "resource", resourceText(f.Resource))
	}
	if f.Assumed {
		p.note(gutter, "assumed", "a default decides; a deployment can replace it")
	}
	if f.Verdict == rule.Undetermined {
		p.note(gutter, "depends on", f.Settle)
	}
	if len(f.EntryPoints) > 1 || len(f.EntryPoints) == 1 && !within(f.At.Path(), f.EntryPoints[0]) {
		shown := make([]string, 0, len(f.EntryPoints))
		for _, e := range f.EntryPoints {
			shown = append(shown, p.deployment(e))
		}
		p.note(gutter, "deployed by", strings.Join(shown, ", "))
	}
	p.note(gutter, "fix", f.Fix)
	p.line("")
}

// within says whether a file is an entry point, or stands directly in one that
// is a folder.
func within(file, entry string) bool { return file == entry || path.Dir(file) == entry }

func resourceText(r rule.ResourceRef) string { return resourceName(r) + " (" + r.Type + ")" }

// resourceName is a resource's name, or its symbol where the name is an
// expression, which can be far longer than all the rest.
func resourceName(r rule.ResourceRef) string {
	if strings.HasPrefix(r.Name, "[") && r.DeclaredName != "" {
		return r.DeclaredName
	}
	return r.Name
}

func ranges(evidence []rule.Evidence) []source.Range {
	out := make([]source.Range, 0, len(evidence))
	for _, e := range evidence {
		out = append(out, e.At)
	}
	return out
}

// head prints "title name: message".
func (p *page) head(s style, title, name, message string) {
	line := p.paint(s, title)
	if name != "" {
		line += " " + p.paint(styleStrong, name)
	}
	p.line(line + ": " + excerpt.Clean(message))
}

func (p *page) note(gutter int, label, text string) {
	if text == "" {
		return
	}
	p.line(p.paint(styleGutter, strings.Repeat(" ", gutter)+" = ") + p.paint(styleStrong, label) + ": " + excerpt.Clean(text))
}

// gutter is the width of the widest line number of the places.
func (p *page) gutter(places []source.Range) int {
	width := 1
	for _, at := range places {
		if at.IsValid() {
			width = max(width, len(strconv.Itoa(at.StartPosition().Line)))
		}
	}
	return width
}

func (p *page) frame(at source.Range, s style, mark rune, labels []string) {
	p.frameIn(p.gutter([]source.Range{at}), at, s, mark, labels)
}

// frameIn prints the place and its line with a mark under the range.
func (p *page) frameIn(gutter int, at source.Range, s style, mark rune, labels []string) {
	if !at.IsValid() {
		return
	}
	pos := at.StartPosition()
	blank := strings.Repeat(" ", gutter)
	p.line(fmt.Sprintf("%s%s %s:%d:%d", blank, p.paint(styleGutter, "-->"), p.path(at.Path()), pos.Line, pos.Column))
	if at.File.Len() == 0 {
		return // a file that could not be read: there is nothing to show
	}
	l := p.quoter.Line(at, p.width)
	label := strings.Join(labels, "; ")
	if l.Last > l.Number {
		label = strings.TrimPrefix(label+"; down to line "+strconv.Itoa(l.Last), "; ")
	}
	if label != "" {
		label = " " + excerpt.Clean(label)
	}
	p.line(p.paint(styleGutter, blank+" |"))
	p.line(strings.TrimRight(p.paint(styleGutter, fmt.Sprintf("%*d |", gutter, l.Number))+" "+l.Text, " "))
	p.line(p.paint(styleGutter, blank+" |") + " " + strings.Repeat(" ", l.Offset) + p.paint(s, strings.Repeat(string(mark), l.Width)+label))
}
