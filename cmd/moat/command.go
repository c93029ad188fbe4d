package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"moat/analyzer/report/excerpt"
	"moat/analyzer/suggest"
)

// command is one subcommand. Its flags are made anew for each run.
type command struct {
	name      string
	arguments string // as the usage line shows them
	summary   string
	detail    string // further help, after the flags
	// words are what its arguments may be, for completions; nil for files.
	words func() []string
	// prepare declares the flags and returns what to do once they are parsed.
	// An error is a mistake in the usage.
	prepare func(flags *pflag.FlagSet) func(ctx context.Context, t *terminal, args []string) (status int, err error)
}

func commands() []command {
	return []command{scanCommand(), graphCommand(), rulesCommand(), explainCommand(), lspCommand(), demoCommand(), initCommand(), completionCommand(), versionCommand()}
}

// usageError is a mistake in how moat was called: status 2.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

func run(ctx context.Context, t *terminal, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(t.stderr, overview())
		return exitUsage
	}
	name, rest := args[0], args[1:]
	switch name {
	case "help":
		return help(t, rest)
	case "-h", "--help":
		return help(t, nil)
	case "--version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, t, rest)
		}
	}
	t.complain("%s", unknownCommand(t, name))
	return exitUsage
}

func help(t *terminal, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(t.stdout, overview())
		return exitClean
	}
	for _, c := range commands() {
		if c.name == args[0] {
			fmt.Fprint(t.stdout, c.help())
			return exitClean
		}
	}
	t.complain("%s", unknownCommand(t, args[0]))
	return exitUsage
}

func unknownCommand(t *terminal, name string) string {
	names := []string{"help"}
	for _, c := range commands() {
		names = append(names, c.name)
	}
	message := fmt.Sprintf("unknown command %q", excerpt.Clean(name))
	if strings.HasPrefix(name, "-") {
		message = fmt.Sprintf("options stand behind the command: moat scan %s", excerpt.Clean(name))
	} else if near := suggest.Nearest(name, names); near != "" {
		message += fmt.Sprintf("; did you mean %q?", near)
	} else if _, err := os.Stat(t.absolute(name)); err == nil {
		message += fmt.Sprintf("; did you mean \"moat scan %s\"?", excerpt.Clean(name))
	}
	return message + "\nrun \"moat help\" for the commands"
}

func (c command) run(ctx context.Context, t *terminal, args []string) int {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	do := c.prepare(flags)
	err := flags.Parse(args)
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprint(t.stdout, c.help())
		return exitClean
	}
	status := exitUsage
	if err != nil {
		err = flagError(flags, err)
	} else {
		status, err = do(ctx, t, flags.Args())
	}
	if ctx.Err() != nil {
		t.complain("interrupted")
		return exitInterrupted
	}
	var usage usageError
	switch {
	case errors.As(err, &usage):
		t.complain("%s\nrun \"moat help %s\" for its options", usage.message, c.name)
		return exitUsage
	case err != nil:
		t.complain("%s", excerpt.Clean(err.Error()))
	}
	return status
}

// flagError says which flag was meant.
func flagError(flags *pflag.FlagSet, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		why := invalid.Unwrap().Error()
		return usagef("--%s %s: %s", invalid.GetFlag().Name, excerpt.Clean(invalid.GetValue()), excerpt.Clean(why))
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usagef("%s", excerpt.Clean(err.Error()))
	}
	name := unknown.GetSpecifiedName()
	if group := unknown.GetSpecifiedShortnames(); group != "" {
		return usagef("unknown option -%s", excerpt.Clean(name))
	}
	var names []string
	flags.VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	message := fmt.Sprintf("unknown option --%s", excerpt.Clean(name))
	if near := suggest.Nearest(name, names); near != "" {
		message += fmt.Sprintf("; did you mean --%s?", near)
	}
	return usagef("%s", message)
}

func overview() string {
	var b strings.Builder
	b.WriteString("Moat finds security gaps in Azure AI agent deployments, from their templates alone.\n\n")
	b.WriteString("usage: moat COMMAND [OPTIONS] [ARGUMENTS]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-18s %s\n", strings.TrimSpace(c.name+" "+c.arguments), c.summary)
	}
	fmt.Fprintf(&b, "  %-18s %s\n", "help [COMMAND]", "this overview, or one command's options")
	b.WriteString("\ntry \"moat demo\"\n")
	return b.String()
}

func (c command) help() string {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SortFlags = false
	c.prepare(flags)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nusage: %s\n", sentence(c.summary), strings.TrimSpace("moat "+c.name+" [OPTIONS] "+c.arguments))
	if usages := flags.FlagUsages(); usages != "" {
		// Nobody needs to know that --quiet=false is possible; the columns stay.
		const values = "[=true|false]"
		b.WriteString("\n" + strings.ReplaceAll(usages, values, strings.Repeat(" ", len(values))))
	}
	if c.detail != "" {
		b.WriteString("\n" + c.detail)
	}
	return b.String()
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
