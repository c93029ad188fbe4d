package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/pflag"

	"moat/analyzer"
	"moat/analyzer/report"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

func scanCommand() command {
	return command{
		name:      "scan",
		arguments: "[PATH...]",
		summary:   "analyse files and folders (default: the current folder), print findings",
		detail: `Findings go to standard output, everything else to standard error.

exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or a path
that doesn't exist, 3 something could not be analysed and there are no findings,
130 interrupted
`,
		prepare: func(flags *pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			var s scan
			s.declare(flags)
			return s.run
		},
	}
}

// scan is the options of one run of the subcommand.
type scan struct {
	flags        *pflag.FlagSet
	format       *choice
	outputs      []string
	selected     []string
	ignored      []string
	failOn       *choice
	scope        *choice
	undetermined bool
	given        values
	config       string
	noInline     bool
	omit         bool
	baseline     string
	writeBase    bool
	today        string
	callers      bool
	stdinName    string
	category     string
	noProgress   bool
	root         string
	jobs         int
	quiet        bool
	verbose      bool
	color        *choice
}

func (s *scan) declare(flags *pflag.FlagSet) {
	var formats []string
	for _, f := range report.Formats() {
		formats = append(formats, f.Name)
	}
	s.flags = flags
	s.format = newChoice(formats, formats[0])
	s.failOn = newChoice([]string{"error", "warning", "note", "never"}, "warning")
	s.scope = newChoice([]string{string(rule.ScopeAuto), string(rule.ScopeAgent), string(rule.ScopeAll)}, string(rule.ScopeAuto))
	flags.VarP(s.format, "format", "f", "what to print")
	flags.StringArrayVarP(&s.outputs, "output", "o", nil, "write to `FILE` instead, in the format of its ending ("+strings.Join(report.Endings(), ", ")+"); repeatable")
	flags.StringSliceVar(&s.selected, "select", nil, "only these rules: a `LIST` of ids or prefixes (NET, IDN001)")
	flags.StringSliceVar(&s.ignored, "ignore", nil, "not these rules: a `LIST` of ids or prefixes")
	flags.Var(s.failOn, "fail-on", "the lowest severity that makes the exit status 1")
	flags.Var(s.scope, "scope", "which resources the rules about dependent services look at: members of agent deployments, or all")
	flags.BoolVar(&s.undetermined, "show-undetermined", false, "also list what can't be decided, with what it depends on")
	s.given.declare(flags)
	flags.StringVar(&s.config, "config", "", "take the settings from `FILE` (default: the nearest .moat.yaml upwards in the workspace)")
	flags.BoolVar(&s.noInline, "no-inline-suppressions", false, "pass over suppressions in comments")
	flags.BoolVar(&s.omit, "omit-suppressed", false, "leave suppressed findings out of SARIF and JSON, where they are marked otherwise")
	flags.StringVar(&s.baseline, "baseline", "", "report only what isn't among the findings recorded in `FILE`")
	flags.BoolVar(&s.writeBase, "write-baseline", false, "record the findings in the file of --baseline or of .moat.yaml (default: "+defaultBaseline+" in the workspace root), and report none of them")
	flags.StringVar(&s.today, "today", "", "the day by which suppressions expire, for tests")
	if err := flags.MarkHidden("today"); err != nil {
		panic(err)
	}
	flags.BoolVar(&s.callers, "callers", false, "in place of the named files, analyse the deployments of the workspace that read them (for hooks)")
	flags.StringVar(&s.stdinName, "stdin-filename", "", "read one file from standard input, as if it stood at `NAME`")
	flags.StringVar(&s.category, "sarif-category", "", "tell the uploads of one repository apart by `NAME` in code scanning")
	flags.StringVar(&s.root, "root", "", "the workspace root: nothing outside `DIR` is read (default: the nearest folder upwards with .git or .moat.yaml, else the one that holds all paths)")
	flags.IntVarP(&s.jobs, "jobs", "j", 0, "analyse `N` deployments at a time (default: one a core)")
	flags.BoolVarP(&s.quiet, "quiet", "q", false, "no summary")
	flags.BoolVarP(&s.verbose, "verbose", "v", false, "also say what was analysed and how long it took")
	s.color = colorFlag(flags)
	flags.BoolVar(&s.noProgress, "no-progress", false, "don't show on a terminal how far the run is")
}

func (s *scan) run(ctx context.Context, t *terminal, args []string) (int, error) {
	engine := newEngine()
	catalogue := engine.Catalogue()
	options := analyzer.Options{Jobs: s.jobs, NoInlineSuppressions: s.noInline, Today: cmp.Or(s.today, t.today())}
	if s.flags.Changed("scope") {
		options.Scope = rule.Scope(s.scope.value)
	}
	for _, flag := range []string{"select", "ignore"} {
		if list, err := s.flags.GetStringSlice(flag); err == nil && s.flags.Changed(flag) && len(list) == 0 {
			return exitUsage, usagef("--%s is empty", flag)
		}
	}
	var err error
	if options.Select, err = selection("select", s.selected, catalogue); err != nil {
		return exitUsage, err
	}
	if options.Ignore, err = selection("ignore", s.ignored, catalogue); err != nil {
		return exitUsage, err
	}
	if s.jobs < 0 {
		return exitUsage, usagef("--jobs takes a number from 1, not %d", s.jobs)
	}
	outputs, err := s.openOutputs(t)
	if err != nil {
		return exitUsage, err
	}
	if options.Vars, err = s.given.given(); err != nil {
		return exitUsage, err
	}
	if strings.ContainsFunc(s.category, unicode.IsControl) || s.flags.Changed("sarif-category") && strings.Trim(s.category, "/ ") == "" {
		return exitUsage, usagef("--sarif-category takes a name")
	}
	w, files, err := s.open(t, args)
	if err != nil {
		return exitUsage, err
	}
	defer w.disk.Close()
	if err := s.given.checkFiles(engine, w); err != nil {
		return exitUsage, err
	}
	options.Paths, options.Params = w.paths, w.params
	onStderr := report.Options{Color: t.colors(s.color, t.stderrIsTTY), Display: w.display}
	settings, ok, err := w.configuration(t, s.config, catalogue, onStderr)
	if err != nil || !ok {
		return exitUsage, err
	}
	options.Config = settings
	failOn := s.failOn.value
	if settings != nil && settings.FailOn != "" && !s.flags.Changed("fail-on") {
		failOn = settings.FailOn
	}
	record, err := s.openBaseline(t, w, settings, &options)
	if err != nil {
		return exitUsage, err
	}

	options.Callers = s.callers
	line := newProgressLine(t, s.quiet || s.noProgress)
	options.Progress = line.tell
	start := t.now()
	r, err := engine.Analyze(ctx, files, options)
	line.clear()
	if err != nil {
		return exitIncomplete, err
	}
	took := t.now().Sub(start)
	if err := s.given.checkUse(options.Vars, w, r); err != nil {
		return exitUsage, errors.Join(report.Problems(t.stderr, r, report.Options{Display: w.display}), err)
	}

	if record != "" {
		if err := s.writeBaseline(t, record, r); err != nil {
			return exitUsage, err
		}
	}
	if err := s.print(t, w, r, outputs, catalogue); err != nil {
		return exitUsage, err
	}
	if s.verbose {
		s.tell(t, w, r, took)
	}
	return exitStatus(r, failOn), nil
}

// open finds the workspace of the run, and its files: with --stdin-filename that
// one stands over the disk's.
func (s *scan) open(t *terminal, args []string) (*workspace, source.FS, error) {
	if !s.flags.Changed("stdin-filename") {
		w, err := openWorkspace(t, s.root, args, s.given.files)
		if err != nil {
			return nil, nil, err
		}
		return w, w.disk, nil
	}
	name := excerpt.Clean(s.stdinName)
	switch {
	case len(args) > 0:
		return nil, nil, usagef("--stdin-filename takes no path beside it, but there is %s", excerpt.Clean(args[0]))
	case s.stdinName == "" || strings.HasSuffix(s.stdinName, "/"):
		return nil, nil, usagef("--stdin-filename takes the name of a file")
	}
	content, err := io.ReadAll(io.LimitReader(t.stdin, source.MaxFileSize+1))
	if err != nil {
		return nil, nil, fmt.Errorf("standard input can't be read: %w", err)
	}
	w, err := openWorkspace(t, s.root, []string{filepath.Dir(s.stdinName)}, s.given.files)
	if err != nil {
		return nil, nil, err
	}
	file := path.Join(w.paths[0], filepath.Base(s.stdinName))
	if e, err := w.disk.Stat(file); err == nil && e.IsDir {
		w.disk.Close()
		return nil, nil, usagef("--stdin-filename %s: this is a folder", name)
	}
	w.paths = []string{file}
	return w, source.Overlay(w.disk, map[string][]byte{file: content}), nil
}

// output is a file to write.
type output struct {
	path   string // absolute
	format report.Format
}

// openOutputs checks the files to write before the work begins: an hour's
// result must not be lost to a misspelt folder.
func (s *scan) openOutputs(t *terminal) ([]output, error) {
	var out []output
	for _, name := range s.outputs {
		format, ok := report.ByPath(name)
		if !ok {
			return nil, usagef("--output %s: the ending tells the format; it is one of %s", excerpt.Clean(name), strings.Join(report.Endings(), ", "))
		}
		path := t.absolute(name)
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return nil, usagef("--output %s: the folder doesn't exist", excerpt.Clean(name))
		}
		out = append(out, output{path, format})
	}
	return out, nil
}

func (s *scan) print(t *terminal, w *workspace, r *analyzer.Report, outputs []output, rules []*rule.Rule) error {
	plain := report.Options{Undetermined: s.undetermined, OmitSuppressed: s.omit, Category: s.category, Display: w.display, Rules: rules, Version: buildVersion()}
	for _, o := range outputs {
		var b bytes.Buffer
		if err := o.format.Write(&b, r, plain); err != nil {
			return err
		}
		if err := os.WriteFile(o.path, b.Bytes(), 0o644); err != nil {
			return err
		}
	}

	onStdout, onStderr := plain, plain
	onStdout.Color = t.colors(s.color, t.stdoutIsTTY)
	onStderr.Color = t.colors(s.color, t.stderrIsTTY)
	toStdout := len(outputs) == 0 || s.flags.Changed("format")
	text := s.format.value == "text"
	switch {
	case toStdout && !text:
		// The one document holds everything; whoever reads it wants no echo.
		format, _ := report.ByName(s.format.value)
		return format.Write(t.stdout, r, onStdout)
	case toStdout:
		if err := report.Findings(t.stdout, r, onStdout); err != nil {
			return err
		}
	}
	if err := report.Problems(t.stderr, r, onStderr); err != nil || s.quiet {
		return err
	}
	return report.Summary(t.stderr, r, onStderr)
}

func (s *scan) tell(t *terminal, w *workspace, r *analyzer.Report, took time.Duration) {
	fmt.Fprintf(t.stderr, "workspace root: %s\n", excerpt.Clean(w.root))
	for _, e := range r.Entries {
		line := w.display(e.Path)
		if len(e.Params) > 0 {
			line += " with " + strings.Join(e.Params, ", ")
		}
		fmt.Fprintf(t.stderr, "analysed: %s (%s, %d resources)\n", excerpt.Clean(line), e.Language, len(e.Graph.Parts))
		for _, note := range e.Notes {
			fmt.Fprintf(t.stderr, "note: %s\n", excerpt.Clean(note))
		}
	}
	fmt.Fprintf(t.stderr, "time: %s\n", took.Round(time.Millisecond))
}

// exitStatus is 1 for findings at or above failOn, else 3 if something could
// not be analysed, else 0.
func exitStatus(r *analyzer.Report, failOn string) int {
	worst := report.Worst(r).Rank()
	switch {
	case failOn != "never" && worst > 0 && worst >= rule.Severity(failOn).Rank():
		return exitFindings
	case len(r.Problems) > 0:
		return exitIncomplete
	}
	return exitClean
}
