package main

import (
	"context"
	"embed"
	"io/fs"
	"path"

	"github.com/spf13/pflag"

	"moat/analyzer"
	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

//go:embed demo
var demoFiles embed.FS

func demoCommand() command {
	return command{
		name:    "demo",
		summary: "scan an example deployment embedded in the binary",
		detail:  "exit status: 0, though the example has findings\n",
		prepare: func(flags *pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			color := colorFlag(flags)
			return func(ctx context.Context, t *terminal, args []string) (int, error) {
				if len(args) > 0 {
					return exitUsage, usagef("demo takes no arguments")
				}
				files, err := demoWorkspace()
				if err != nil {
					return exitIncomplete, err
				}
				r, err := newEngine().Analyze(ctx, files, analyzer.Options{Paths: []string{"."}, Scope: rule.ScopeAuto})
				if err != nil {
					return exitIncomplete, err
				}
				if err := report.Findings(t.stdout, r, report.Options{Color: t.colors(color, t.stdoutIsTTY)}); err != nil {
					return exitUsage, err
				}
				onStderr := report.Options{Color: t.colors(color, t.stderrIsTTY)}
				if err := report.Problems(t.stderr, r, onStderr); err != nil {
					return exitUsage, err
				}
				if err := report.Summary(t.stderr, r, onStderr); err != nil {
					return exitUsage, err
				}
				return exitStatus(r, "never"), nil
			}
		},
	}
}

// demoWorkspace holds the example in the folder demo, so that the places read
// as they do in this repository.
func demoWorkspace() (source.FS, error) {
	files := map[string]string{}
	err := fs.WalkDir(demoFiles, "demo", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := demoFiles.ReadFile(name)
		files[path.Clean(name)] = string(content)
		return err
	})
	return source.Map(files), err
}
