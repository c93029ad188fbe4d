package lsp

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// server implements protocol.Server, one method a file. What it doesn't
// implement is answered "method not found".
type server struct {
	protocol.UnimplementedServer
	config Config
	client protocol.Client
	ctx    context.Context // of the whole session

	// Set by initialize, before anything else is handled, and not changed after.
	can      capabilities
	position encoding

	phase  atomic.Int32 // of type phase
	exited chan struct{}
	exit   sync.Once
	parent int // process id of the client; 0 if it gave none

	mu       sync.Mutex           // guards what follows
	docs     map[string]*document // by absolute path
	roots    []*root              // the deepest folders first
	folders  []string             // workspace folders, absolute
	settings settings
	blind    bool // the client doesn't tell of changed files
	seen     atomic.Pointer[view]
	workers  sync.WaitGroup
	tokens   progressTokens
}

type phase int32

const (
	phaseNew phase = iota
	phaseRunning
	phaseShutDown
)

func newServer(ctx context.Context, c Config, client protocol.Client) *server {
	s := &server{config: c, client: client, ctx: ctx, exited: make(chan struct{}), docs: map[string]*document{}, settings: defaultSettings()}
	s.seen.Store(&view{})
	return s
}

// admits says whether a message of this method may come now.
func (s *server) admits(method string) error {
	switch phase(s.phase.Load()) {
	case phaseNew:
		if method != protocol.MethodInitialize {
			return jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the first request is initialize")
		}
	case phaseRunning:
		if method == protocol.MethodInitialize {
			return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "initialize comes once")
		}
	case phaseShutDown:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server is shut down")
	}
	return nil
}

func (s *server) shutDown() bool { return phase(s.phase.Load()) == phaseShutDown }

func (s *server) parentAlive() bool {
	s.mu.Lock()
	pid := s.parent
	s.mu.Unlock()
	return pid == 0 || s.config.Alive == nil || s.config.Alive(pid)
}

// log tells the client's log. A client that can't be written to is gone, which
// shows elsewhere.
func (s *server) log(ctx context.Context, level protocol.MessageType, message string) {
	s.client.LogMessage(ctx, &protocol.LogMessageParams{Type: level, Message: message})
}

// trouble is for the maintainers.
func (s *server) trouble(message string) {
	if s.config.Trouble != nil {
		fmt.Fprintln(s.config.Trouble, "moat lsp:", message)
	}
}

// close waits for the analyses to end, which the end of the session cancels.
func (s *server) close() {
	s.mu.Lock()
	for _, r := range s.roots {
		r.stop()
	}
	s.mu.Unlock()
	s.workers.Wait()
	for _, r := range s.roots {
		r.disk.Close()
	}
}

func ptr[T any](v T) *T { return &v }

func is(b *bool) bool { return b != nil && *b }
