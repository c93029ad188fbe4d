package main

import (
	"context"
	"errors"

	"github.com/spf13/pflag"

	"moat/analyzer"
	"moat/analyzer/report"
	"moat/analyzer/rule"
)

func graphCommand() command {
	return command{
		name:      "graph",
		arguments: "[PATH...]",
		summary:   "print the evaluated resources and how they connect",
		detail:    "exit status: 0, 2 wrong usage, 3 something could not be analysed, 130 interrupted\n",
		prepare: func(flags *pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			formats := map[string]report.GraphFormat{}
			var names []string
			for _, f := range report.GraphFormats() {
				formats[f.Name] = f
				names = append(names, f.Name)
			}
			format := newChoice(names, names[0])
			flags.VarP(format, "format", "f", "what to print")
			normalize := flags.Bool("normalize", false, "drop what depends on language and style, so that a template and its compiled form can be compared")
			var given values
			given.declare(flags)
			settings := flags.String("config", "", "take the settings from `FILE` (default: the nearest .moat.yaml upwards in the workspace)")
			root := flags.String("root", "", "the workspace root: nothing outside `DIR` is read (default: the nearest folder upwards with .git or .moat.yaml, else the one that holds all paths)")
			color := colorFlag(flags)
			return func(ctx context.Context, t *terminal, args []string) (int, error) {
				vars, err := given.given()
				if err != nil {
					return exitUsage, err
				}
				w, err := openWorkspace(t, *root, args, given.files)
				if err != nil {
					return exitUsage, err
				}
				defer w.disk.Close()
				engine := newEngine()
				c, ok, err := w.configuration(t, *settings, engine.Catalogue(), report.Options{Color: t.colors(color, t.stderrIsTTY), Display: w.display})
				if err != nil || !ok {
					return exitUsage, err
				}
				engine.Rules = nil
				if err := given.checkFiles(engine, w); err != nil {
					return exitUsage, err
				}
				r, err := engine.Analyze(ctx, w.disk, analyzer.Options{Paths: w.paths, Scope: rule.ScopeAuto, Params: w.params, Vars: vars, Config: c})
				if err != nil {
					return exitIncomplete, err
				}
				if err := given.checkUse(vars, w, r); err != nil {
					return exitUsage, errors.Join(report.Problems(t.stderr, r, report.Options{Display: w.display}), err)
				}
				if err := formats[format.value].Write(t.stdout, r, report.GraphOptions{Normalize: *normalize, Display: w.display}); err != nil {
					return exitUsage, err
				}
				if err := report.Problems(t.stderr, r, report.Options{Color: t.colors(color, t.stderrIsTTY), Display: w.display}); err != nil {
					return exitUsage, err
				}
				return exitStatus(r, "never"), nil
			}
		},
	}
}
