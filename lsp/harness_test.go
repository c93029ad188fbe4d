package lsp_test

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer"
	"moat/analyzer/rule"
	"moat/lsp"
	"moat/parsers"
	"moat/rules"
)

// patience is how long a test waits for what must come. It decides only when a
// broken server is called broken.
const patience = 30 * time.Second

// client is the other end of a session in this process.
type client struct {
	protocol.UnimplementedClient
	t      testing.TB
	server protocol.Server
	conn   jsonrpc2.Conn
	dir    string
	ended  chan bool // receives what Serve returned

	mu        sync.Mutex
	published []protocol.PublishDiagnosticsParams
	logged    []string
	trouble   *syncBuffer
	changed   chan struct{}
	refreshed int
}

type syncBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok {
		return raw, nil
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(b []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append(jsonrpc2.RawMessage(nil), b...)
		return nil
	}
	return protocol.Unmarshal(b, v)
}

func engine() *analyzer.Engine {
	return &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
}

// serve starts a server and returns the far end of its connection.
func serve(t testing.TB, trouble io.Writer) (net.Conn, chan bool) {
	near, far := net.Pipe()
	ended := make(chan bool, 1)
	go func() {
		ended <- lsp.Serve(context.Background(), lsp.Config{
			Engine: engine(), Version: "test", Trouble: trouble,
			Page: func(r *rule.Rule) (string, error) { return "# " + r.ID + "\n", nil },
		}, near)
	}()
	t.Cleanup(func() { far.Close() })
	return far, ended
}

// start opens a session over a folder that holds these files.
func start(t testing.TB, files map[string]string, adjust ...func(*protocol.InitializeParams)) *client {
	t.Helper()
	dir := t.TempDir()
	c := &client{t: t, dir: dir, changed: make(chan struct{}), trouble: &syncBuffer{}}
	for p, text := range files {
		c.write(p, text)
	}
	far, ended := serve(t, c.trouble)
	c.ended = ended
	c.conn = jsonrpc2.NewConn(jsonrpc2.NewStream(far), jsonrpc2.WithCodec(codec{}))
	c.server = protocol.ServerDispatcher(c.conn)
	c.conn.Go(context.Background(), protocol.ClientHandler(c, jsonrpc2.MethodNotFoundHandler))
	yes := true
	params := &protocol.InitializeParams{
		Capabilities: protocol.ClientCapabilities{
			TextDocument: &protocol.TextDocumentClientCapabilities{
				PublishDiagnostics: &protocol.PublishDiagnosticsClientCapabilities{
					DiagnosticsCapabilities: protocol.DiagnosticsCapabilities{RelatedInformation: &yes, CodeDescriptionSupport: &yes},
				},
			},
			Workspace: &protocol.WorkspaceClientCapabilities{
				DidChangeWatchedFiles: &protocol.DidChangeWatchedFilesClientCapabilities{DynamicRegistration: &yes},
				WorkspaceEdit:         &protocol.WorkspaceEditClientCapabilities{DocumentChanges: &yes},
			},
		},
	}
	params.WorkspaceFolders = protocol.NewNullable([]protocol.WorkspaceFolder{{URI: uri.File(dir), Name: "test"}})
	for _, a := range adjust {
		a(params)
	}
	if _, err := c.server.Initialize(context.Background(), params); err != nil {
		t.Fatal(err)
	}
	c.must(c.server.Initialized(context.Background(), &protocol.InitializedParams{}))
	t.Cleanup(func() {
		if text := c.trouble.String(); text != "" {
			t.Errorf("trouble: %s", text)
		}
		c.conn.Close()
	})
	return c
}

func (c *client) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) path(rel string) string { return filepath.Join(c.dir, filepath.FromSlash(rel)) }
func (c *client) uri(rel string) uri.URI { return uri.File(c.path(rel)) }

// write puts a file on the disk, and tells nobody.
func (c *client) write(rel, text string) {
	c.t.Helper()
	c.must(os.MkdirAll(filepath.Dir(c.path(rel)), 0o755))
	c.must(os.WriteFile(c.path(rel), []byte(text), 0o644))
}

func (c *client) open(rel, text string) {
	c.t.Helper()
	c.must(c.server.DidOpen(context.Background(), &protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: c.uri(rel), LanguageID: "bicep", Version: 1, Text: text},
	}))
}

func (c *client) edit(rel string, version int32, changes ...protocol.TextDocumentContentChangeEvent) {
	c.t.Helper()
	p := &protocol.DidChangeTextDocumentParams{ContentChanges: changes}
	p.TextDocument.URI, p.TextDocument.Version = c.uri(rel), version
	c.must(c.server.DidChange(context.Background(), p))
}

func whole(text string) protocol.TextDocumentContentChangeEvent {
	return &protocol.TextDocumentContentChangeWholeDocument{Text: text}
}

func partial(line, from, toLine, to uint32, text string) protocol.TextDocumentContentChangeEvent {
	return &protocol.TextDocumentContentChangePartial{
		Range: protocol.Range{Start: protocol.Position{Line: line, Character: from}, End: protocol.Position{Line: toLine, Character: to}}, Text: text,
	}
}

func (c *client) watched(kind protocol.FileChangeType, rels ...string) {
	c.t.Helper()
	p := &protocol.DidChangeWatchedFilesParams{}
	for _, rel := range rels {
		p.Changes = append(p.Changes, protocol.FileEvent{URI: c.uri(rel), Type: kind})
	}
	c.must(c.server.DidChangeWatchedFiles(context.Background(), p))
}

// PublishDiagnostics implements protocol.Client.
func (c *client) PublishDiagnostics(_ context.Context, p *protocol.PublishDiagnosticsParams) error {
	p, err := protocol.Clone(p)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.published = append(c.published, *p)
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

// LogMessage implements protocol.Client.
func (c *client) LogMessage(_ context.Context, p *protocol.LogMessageParams) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.logged = append(c.logged, strings.Clone(p.Message))
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

// RegisterCapability implements protocol.Client.
func (c *client) RegisterCapability(context.Context, *protocol.RegistrationParams) error { return nil }

// DiagnosticRefresh implements protocol.Client.
func (c *client) DiagnosticRefresh(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refreshed++
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

// until waits for what must come to hold; ok is called with the lock held.
func (c *client) until(what string, ok func() bool) {
	c.t.Helper()
	deadline := time.After(patience)
	for {
		c.mu.Lock()
		holds, changed := ok(), c.changed
		c.mu.Unlock()
		if holds {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			c.mu.Lock()
			defer c.mu.Unlock()
			c.t.Fatalf("%s didn't come; published %d times, logged %q, trouble %s", what, len(c.published), c.logged, c.trouble)
		}
	}
}

// last is what was published last for a file; the lock is held.
func (c *client) last(rel string) *protocol.PublishDiagnosticsParams {
	for i := len(c.published) - 1; i >= 0; i-- {
		if c.published[i].URI == c.uri(rel) {
			return &c.published[i]
		}
	}
	return nil
}

// diagnostics waits for those of a version of a document and returns them.
func (c *client) diagnostics(rel string, version int32) []protocol.Diagnostic {
	c.t.Helper()
	var out []protocol.Diagnostic
	c.until(rel, func() bool {
		p := c.last(rel)
		if p == nil {
			return false
		}
		v, _ := p.Version.Get()
		out = p.Diagnostics
		return v == version
	})
	return out
}

func codes(ds []protocol.Diagnostic) string {
	var out []string
	for _, d := range ds {
		if d.Severity != protocol.DiagnosticSeverityHint {
			out = append(out, string(d.Code.(protocol.String)))
		}
	}
	return strings.Join(out, " ")
}
