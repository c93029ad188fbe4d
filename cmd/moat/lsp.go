package main

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/spf13/pflag"

	"moat/analyzer/report"
	"moat/analyzer/rule"
	"moat/lsp"
)

func lspCommand() command {
	return command{
		name:    "lsp",
		summary: "the language server on standard input and output",
		detail: `Editors start it; docs/editors.md tells how.

exit status: 0 after shutdown and exit, 1 if the client went without them
`,
		prepare: func(flags *pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			stdio := flags.Bool("stdio", true, "speak over standard input and output, which is the only way; clients pass it")
			return func(ctx context.Context, t *terminal, args []string) (int, error) {
				if len(args) > 0 {
					return exitUsage, usagef("lsp takes no arguments")
				}
				if !*stdio {
					return exitUsage, usagef("--stdio is the only way to talk to the server")
				}
				return serveLSP(ctx, t), nil
			}
		},
	}
}

func serveLSP(ctx context.Context, t *terminal) int {
	config := lsp.Config{
		Engine: newEngine(), Version: buildVersion(), Today: t.today, Alive: alive, Trouble: t.stderr,
		Page: func(r *rule.Rule) (string, error) {
			var b strings.Builder
			err := report.RulePage(&b, r)
			return b.String(), err
		},
	}
	if lsp.Serve(ctx, config, standardStreams{os.Stdin, t.stdout}) {
		return exitClean
	}
	return exitFindings
}

// standardStreams is both directions of the connection.
type standardStreams struct {
	in *os.File
	io.Writer
}

func (s standardStreams) Read(p []byte) (int, error) { return s.in.Read(p) }
func (s standardStreams) Close() error               { return s.in.Close() }

// alive says whether a process runs: signal 0 is delivered to nobody.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, syscall.EPERM)
}
