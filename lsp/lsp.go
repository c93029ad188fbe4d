// Package lsp is the language server: what `moat scan` finds in a workspace,
// shown while it is typed. It runs beside the servers of the languages
// themselves and adds what they can't know.
//
// The state is a list of open documents and, for each workspace root, an
// immutable snapshot of its files, which is itself a source.FS. A change makes
// a new snapshot and cancels the analysis of the one before. Nothing else is
// remembered of earlier text, so that what is shown always equals a cold scan
// of the same contents.
package lsp

import (
	"context"
	"io"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"moat/analyzer"
	"moat/analyzer/rule"
)

// Config is what the server needs from the program around it.
type Config struct {
	Engine *analyzer.Engine
	// Version is Moat's own, for the client's log.
	Version string
	// Page is a rule's documentation in Markdown.
	Page func(*rule.Rule) (string, error)
	// Today is the present day, YYYY-MM-DD, by which suppressions expire; nil
	// lets none expire.
	Today func() string
	// Alive says whether a process runs. The server ends with its client, whose
	// process id the client gives; nil leaves that to the end of the input.
	Alive func(pid int) bool
	// Trouble takes what the maintainers should hear of: panics with their
	// stack. It is standard error, which editors keep in a log.
	Trouble io.Writer
}

// parentCheck is how often the server looks whether its client still runs.
const parentCheck = 3 * time.Second

// Serve answers one client until it says exit, the input ends, the client's
// process is gone or ctx is done. It reports whether the client had asked to
// shut down before, which decides the exit status.
func Serve(ctx context.Context, c Config, rwc io.ReadWriteCloser) (clean bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	conn := jsonrpc2.NewConn(newStream(rwc), jsonrpc2.WithCodec(codec{}))
	s := newServer(ctx, c, protocol.ClientDispatcher(conn))
	d := newDispatcher(s)
	conn.Go(ctx, d.dispatch)

	tick := time.NewTicker(parentCheck)
	defer tick.Stop()
	for {
		select {
		case <-conn.Done():
		case <-s.exited:
		case <-ctx.Done():
		case <-tick.C:
			if s.parentAlive() {
				continue
			}
		}
		break
	}
	cancel()
	rwc.Close() // a blocked read must not hold the process
	s.close()
	return s.shutDown()
}
