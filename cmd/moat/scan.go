package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"moat/analyzer"
	"moat/analyzer/report"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
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
	root         string
	jobs         int
	quiet        bool
	verbose      bool
	color        *choice
}

func (s *scan) declare(flags *pflag.FlagSet) {
	var formats, endings []string
	for _, f := range report.Formats() {
		formats = append(formats, f.Name)
		endings = append(endings, f.Ending)
	}
	s.flags = flags
	s.format = newChoice(formats, formats[0])
	s.failOn = newChoice([]string{"error", "warning", "note", "never"}, "warning")
	s.scope = newChoice([]string{string(rule.ScopeAuto), string(rule.ScopeAgent), string(rule.ScopeAll)}, string(rule.ScopeAuto))
	flags.VarP(s.format, "format", "f", "what to print")
	flags.StringArrayVarP(&s.outputs, "output", "o", nil, "write to `FILE` instead, in the format of its ending ("+strings.Join(endings, ", ")+"); repeatable")
	flags.StringSliceVar(&s.selected, "select", nil, "only these rules: a `LIST` of ids or prefixes (NET, IDN001)")
	flags.StringSliceVar(&s.ignored, "ignore", nil, "not these rules: a `LIST` of ids or prefixes")
	flags.Var(s.failOn, "fail-on", "the lowest severity that makes the exit status 1")
	flags.Var(s.scope, "scope", "which resources the rules about dependent services look at: members of agent deployments, or all")
	flags.BoolVar(&s.undetermined, "show-undetermined", false, "also list what can't be decided, with what it depends on")
	s.given.declare(flags)
	flags.StringVar(&s.root, "root", "", "the workspace root: nothing outside `DIR` is read (default: the nearest folder upwards with .git or .moat.yaml, else the one that holds all paths)")
	flags.IntVarP(&s.jobs, "jobs", "j", 0, "analyse `N` deployments at a time (default: one a core)")
	flags.BoolVarP(&s.quiet, "quiet", "q", false, "no summary")
	flags.BoolVarP(&s.verbose, "verbose", "v", false, "also say what was analysed and how long it took")
	s.color = colorFlag(flags)
}

func (s *scan) run(ctx context.Context, t *terminal, args []string) (int, error) {
	engine := newEngine()
	options := analyzer.Options{Scope: rule.Scope(s.scope.value), Jobs: s.jobs}
	for _, flag := range []string{"select", "ignore"} {
		if list, err := s.flags.GetStringSlice(flag); err == nil && s.flags.Changed(flag) && len(list) == 0 {
			return exitUsage, usagef("--%s is empty", flag)
		}
	}
	var err error
	if options.Select, err = selection("select", s.selected, engine.Rules); err != nil {
		return exitUsage, err
	}
	if options.Ignore, err = selection("ignore", s.ignored, engine.Rules); err != nil {
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
	w, err := openWorkspace(t, s.root, args, s.given.files)
	if err != nil {
		return exitUsage, err
	}
	defer w.disk.Close()
	if err := s.given.checkFiles(engine, w); err != nil {
		return exitUsage, err
	}
	options.Paths, options.Params = w.paths, w.params

	start := time.Now()
	r, err := engine.Analyze(ctx, w.disk, options)
	if err != nil {
		return exitIncomplete, err
	}
	took := time.Since(start)
	if err := s.given.checkUse(options.Vars, w, r); err != nil {
		return exitUsage, errors.Join(report.Problems(t.stderr, r, report.Options{Display: w.display}), err)
	}

	if err := s.print(t, w, r, outputs, engine.Rules); err != nil {
		return exitUsage, err
	}
	if s.verbose {
		s.tell(t, w, r, took)
	}
	return exitStatus(r, s.failOn.value), nil
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
			var endings []string
			for _, f := range report.Formats() {
				endings = append(endings, f.Ending)
			}
			return nil, usagef("--output %s: the ending tells the format; it is one of %s", excerpt.Clean(name), strings.Join(endings, ", "))
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
	plain := report.Options{Undetermined: s.undetermined, Display: w.display, Rules: rules, Version: buildVersion()}
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
