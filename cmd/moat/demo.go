package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"moat/analyzer"
	"moat/analyzer/report"
	"moat/analyzer/report/excerpt"
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
				if _, err := io.WriteString(t.stdout, demoOverview(r)); err != nil {
					return exitUsage, err
				}
				if err := demoExample(t.stdout, r, report.Options{Color: t.colors(color, t.stdoutIsTTY)}); err != nil {
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

// demoTheme is a kind of gap, and the beginnings of the ids of its rules.
type demoTheme struct {
	title string
	rules []string
}

// demoThemes ends with the theme of all other rules.
func demoThemes() []demoTheme {
	return []demoTheme{
		{"missing private endpoints", []string{"NET006", "NET007", "NET008"}},
		{"undersized subnet", []string{"NET010"}},
		{"subnet without a security group", []string{"NET013", "NET014"}},
		{"key authentication", []string{"IDN001", "IDN002", "IDN003", "IDN004", "IDN005", "IDN006"}},
		{"roles and identities", []string{"IDN"}},
		{"missing customer-managed keys", []string{"DAT"}},
		{"missing diagnostics", []string{"LOG"}},
		{"single-region storage", []string{"BCR"}},
		{"also", []string{""}},
	}
}

// demoOverview lists the findings by theme, one line each and a line for its
// places. What is the same in every language is said once: the example has one
// resource of a type for each rule, and the words for what nobody wrote differ.
func demoOverview(r *analyzer.Report) string {
	type same struct {
		rule, typ string
		severity  rule.Severity
	}
	type group struct {
		same
		text   string
		places []string
	}
	themes := demoThemes()
	found := make([][]group, len(themes))
	for _, f := range report.Listed(r, report.Options{}) {
		i := slices.IndexFunc(themes, func(t demoTheme) bool {
			return slices.ContainsFunc(t.rules, func(id string) bool { return strings.HasPrefix(f.Rule.ID, id) })
		})
		is := same{f.Rule.ID, strings.ToLower(f.Resource.Type), f.Severity}
		j := slices.IndexFunc(found[i], func(g group) bool { return g.same == is })
		if j < 0 {
			j = len(found[i])
			found[i] = append(found[i], group{same: is, text: fmt.Sprintf("%s[%s] %s", f.Severity, f.Rule.ID, excerpt.Clean(f.Message))})
		}
		at := f.At.StartPosition()
		found[i][j].places = append(found[i][j].places, fmt.Sprintf("%s:%d:%d", f.At.Path(), at.Line, at.Column))
	}
	var b strings.Builder
	b.WriteString("One agent deployment, written in Bicep, in ARM JSON and in Terraform, and its gaps:\n")
	for i, theme := range themes {
		if len(found[i]) == 0 {
			continue
		}
		b.WriteString("\n" + theme.title + "\n")
		for _, g := range found[i] {
			fmt.Fprintf(&b, "  %s\n    %s\n", g.text, strings.Join(g.places, ", "))
		}
	}
	return b.String()
}

// demoExample prints one finding as moat scan does: one that shows how a value
// was followed, if there is one.
func demoExample(w io.Writer, r *analyzer.Report, o report.Options) error {
	if len(r.Findings) == 0 {
		return nil
	}
	i := max(0, slices.IndexFunc(r.Findings, func(f rule.Finding) bool { return f.Assumed }))
	one := *r
	one.Findings = r.Findings[i : i+1]
	id := one.Findings[0].Rule.ID
	if _, err := fmt.Fprintf(w, "\nThis is how \"moat scan\" shows each of them (\"moat explain %s\" tells more):\n\n", id); err != nil {
		return err
	}
	return report.Findings(w, &one, o)
}
