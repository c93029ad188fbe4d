// Command moat reads Azure templates, works out what they would deploy, and
// reports where that would stand open. See docs/ for the contract that scripts
// may rely on.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// The exit statuses.
const (
	exitClean       = 0
	exitFindings    = 1
	exitUsage       = 2 // wrong usage or configuration, or a path that doesn't exist
	exitIncomplete  = 3 // something could not be analysed, and there are no findings
	exitInterrupted = 130
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "moat: the current folder can't be told:", err)
		os.Exit(exitUsage)
	}
	t := &terminal{
		stdin:       os.Stdin,
		stdout:      os.Stdout,
		stderr:      os.Stderr,
		dir:         dir,
		noColor:     os.Getenv("NO_COLOR") != "",
		stdoutIsTTY: isTerminal(os.Stdout),
		stderrIsTTY: isTerminal(os.Stderr),
		now:         time.Now,
	}
	status := run(ctx, t, os.Args[1:])
	stop()
	os.Exit(status)
}

// terminal is the world around one run.
type terminal struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	dir            string // the current folder, absolute
	noColor        bool   // https://no-color.org
	stdoutIsTTY    bool
	stderrIsTTY    bool
	now            func() time.Time
}

// today is the day by which suppressions expire. It is that of UTC, so that a
// run gives the same on every machine.
func (t *terminal) today() string { return t.now().UTC().Format(time.DateOnly) }

// complain prints a sentence about the run itself.
func (t *terminal) complain(format string, args ...any) {
	fmt.Fprintf(t.stderr, "moat: "+format+"\n", args...)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
