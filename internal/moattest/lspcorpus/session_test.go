// Package lspcorpus drives the language server over workspaces of the corpus:
// what it shows must equal a cold scan whatever happened before, typing must
// leave alone what isn't being typed, and a keystroke must be answered at once.
package lspcorpus

import (
	"context"
	"encoding/csv"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer"
	"moat/analyzer/rule"
	"moat/lsp"
	"moat/parsers"
	"moat/rules"
)

func engine() *analyzer.Engine {
	return &analyzer.Engine{Languages: parsers.All(), Rules: rules.All()}
}

// session is a client and a server in this process, over a copy of a workspace.
type session struct {
	protocol.UnimplementedClient
	server protocol.Server
	dir    string
	open   map[string][]byte // by path relative to dir
	// version of each document, open or not: versions never go back.
	version map[string]int32

	mu        sync.Mutex
	published map[string]protocol.PublishDiagnosticsParams // by relative path
	count     int
	told      func(rel string, p *protocol.PublishDiagnosticsParams) // called with mu held
	changed   chan struct{}
	trouble   strings.Builder
}

type codec struct{}

func (codec) Marshal(v any) ([]byte, error)   { return protocol.Marshal(v) }
func (codec) Unmarshal(b []byte, v any) error { return protocol.Unmarshal(b, v) }
func (s *session) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble.Write(p)
}

func newSession(t testing.TB, dir string) *session {
	t.Helper()
	s := &session{
		dir: dir, open: map[string][]byte{}, version: map[string]int32{},
		published: map[string]protocol.PublishDiagnosticsParams{}, changed: make(chan struct{}),
	}
	near, far := net.Pipe()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		lsp.Serve(context.Background(), lsp.Config{
			Engine: engine(), Trouble: s, Page: func(r *rule.Rule) (string, error) { return r.ID, nil },
		}, near)
	}()
	conn := jsonrpc2.NewConn(jsonrpc2.NewStream(far), jsonrpc2.WithCodec(codec{}))
	s.server = protocol.ServerDispatcher(conn)
	conn.Go(context.Background(), protocol.ClientHandler(s, jsonrpc2.MethodNotFoundHandler))
	yes := true
	p := &protocol.InitializeParams{Capabilities: protocol.ClientCapabilities{
		Workspace: &protocol.WorkspaceClientCapabilities{
			DidChangeWatchedFiles: &protocol.DidChangeWatchedFilesClientCapabilities{DynamicRegistration: &yes},
		},
	}}
	p.WorkspaceFolders = protocol.NewNullable([]protocol.WorkspaceFolder{{URI: uri.File(dir), Name: "corpus"}})
	if _, err := s.server.Initialize(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	must(t, s.server.Initialized(context.Background(), &protocol.InitializedParams{}))
	t.Cleanup(func() {
		far.Close()
		<-ended
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.trouble.Len() > 0 {
			t.Errorf("trouble: %s", s.trouble.String())
		}
	})
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *session) RegisterCapability(context.Context, *protocol.RegistrationParams) error { return nil }

func (s *session) PublishDiagnostics(_ context.Context, p *protocol.PublishDiagnosticsParams) error {
	p, err := protocol.Clone(p)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(s.dir, p.URI.FsPath())
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	s.published[rel] = *p
	if s.told != nil {
		s.told(rel, p)
	}
	close(s.changed)
	s.changed = make(chan struct{})
	return nil
}

func (s *session) uri(rel string) uri.URI {
	return uri.File(filepath.Join(s.dir, filepath.FromSlash(rel)))
}

func (s *session) didOpen(t testing.TB, rel string, text []byte) {
	t.Helper()
	s.version[rel]++
	s.open[rel] = text
	must(t, s.server.DidOpen(context.Background(), &protocol.DidOpenTextDocumentParams{
		TextDocument: protocol.TextDocumentItem{URI: s.uri(rel), LanguageID: "bicep", Version: s.version[rel], Text: string(text)},
	}))
}

// didChange replaces the bytes [from, to) of an open document, which must begin
// and end between characters.
func (s *session) didChange(t testing.TB, rel string, from, to int, text string) {
	t.Helper()
	old := s.open[rel]
	s.version[rel]++
	p := &protocol.DidChangeTextDocumentParams{ContentChanges: []protocol.TextDocumentContentChangeEvent{
		&protocol.TextDocumentContentChangePartial{Range: protocol.Range{Start: position(old, from), End: position(old, to)}, Text: text},
	}}
	p.TextDocument.URI, p.TextDocument.Version = s.uri(rel), s.version[rel]
	s.open[rel] = slices.Concat(old[:from], []byte(text), old[to:])
	must(t, s.server.DidChange(context.Background(), p))
}

func (s *session) didClose(t testing.TB, rel string) {
	t.Helper()
	delete(s.open, rel)
	must(t, s.server.DidClose(context.Background(), &protocol.DidCloseTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: s.uri(rel)}}))
}

func (s *session) didSave(t testing.TB, rel string) {
	t.Helper()
	must(t, s.server.DidSave(context.Background(), &protocol.DidSaveTextDocumentParams{TextDocument: protocol.TextDocumentIdentifier{URI: s.uri(rel)}}))
}

func (s *session) watched(t testing.TB, kind protocol.FileChangeType, rels ...string) {
	t.Helper()
	p := &protocol.DidChangeWatchedFilesParams{}
	for _, rel := range rels {
		p.Changes = append(p.Changes, protocol.FileEvent{URI: s.uri(rel), Type: kind})
	}
	must(t, s.server.DidChangeWatchedFiles(context.Background(), p))
}

// position converts a byte offset as the protocol has it by default, on its own
// account: the server's conversion is among what is tested.
func position(text []byte, offset int) protocol.Position {
	var p protocol.Position
	for i := 0; i < offset; {
		if text[i] == '\n' || text[i] == '\r' && (i+1 >= len(text) || text[i+1] != '\n') {
			p.Line, p.Character = p.Line+1, 0
			i++
			continue
		}
		r, size := rune(text[i]), 1
		if text[i] >= 0x80 {
			r, size = decode(text[i:])
		}
		if r > 0xFFFF {
			p.Character++
		}
		p.Character++
		i += size
	}
	return p
}

// workspaces lists the deployments of the corpus that Moat reads, by folder.
func workspaces(t testing.TB) []string {
	t.Helper()
	root := os.Getenv("MOAT_CORPUS")
	if root == "" {
		t.Skip("SKIPPED: MOAT_CORPUS names no corpus")
	}
	f, err := os.Open(filepath.Join(root, "deployments.tsv"))
	must(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	must(t, err)
	var out []string
	for _, row := range rows[1:] {
		at := filepath.Join(root, filepath.FromSlash(row[0]))
		if info, err := os.Stat(at); err == nil && !info.IsDir() {
			at = filepath.Dir(at)
		}
		out = append(out, at)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// copyOf copies a folder; the session writes to it.
func copyOf(t testing.TB, dir string) string {
	t.Helper()
	to := t.TempDir()
	must(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), text, 0o644)
	}))
	return to
}

// templates lists the files of a folder that a language may read.
func templates(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	must(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(p) {
		case ".bicep", ".bicepparam", ".json", ".tf", ".tfvars":
			rel, err := filepath.Rel(dir, p)
			if err != nil {
				return err
			}
			out = append(out, filepath.ToSlash(rel))
		}
		return nil
	}))
	slices.Sort(out)
	return out
}
