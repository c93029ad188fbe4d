package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"moat/analyzer/config"
	"moat/analyzer/report/excerpt"
)

//go:embed init
var initFiles embed.FS

func initCommand() command {
	return command{
		name:    "init",
		summary: "write a commented .moat.yaml, and on request what pre-commit and GitHub need",
		detail:  "Nothing that exists is changed: what should go into such a file is printed.\n",
		prepare: func(flags *pflag.FlagSet) func(context.Context, *terminal, []string) (int, error) {
			hook := flags.Bool("pre-commit", false, "also write .pre-commit-config.yaml")
			workflow := flags.Bool("workflow", false, "also write .github/workflows/moat.yml, which uploads to code scanning")
			return func(_ context.Context, t *terminal, args []string) (int, error) {
				if len(args) > 0 {
					return exitUsage, usagef("init takes no arguments: it writes into the current folder")
				}
				if err := t.begin("init/moat.yaml", config.Name, true); err != nil {
					return exitUsage, err
				}
				if *hook {
					if err := t.begin("init/pre-commit-config.yaml", ".pre-commit-config.yaml", false); err != nil {
						return exitUsage, err
					}
				}
				if *workflow {
					if err := t.begin("init/workflow.yml", ".github/workflows/moat.yml", false); err != nil {
						return exitUsage, err
					}
				}
				return exitClean, nil
			}
		},
	}
}

// begin writes an embedded file to a place below the current folder. Where one
// stands already its own text is printed, for somebody to take over by hand;
// nobody needs that of our settings.
func (t *terminal) begin(embedded, name string, own bool) error {
	content, err := initFiles.ReadFile(embedded)
	if err != nil {
		return err
	}
	full := t.absolute(filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist) && own:
		t.complain("%s exists, and stays as it is", name)
		return nil
	case errors.Is(err, fs.ErrExist):
		t.complain("%s exists, and stays as it is; this goes into it:", name)
		_, err := t.stdout.Write(content)
		return err
	case err != nil:
		return fmt.Errorf("%s can't be written: %w", excerpt.Clean(name), cause(err))
	}
	_, err = io.Copy(f, bytes.NewReader(content))
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%s can't be written: %w", excerpt.Clean(name), err)
	}
	t.complain("wrote %s", name)
	return nil
}
