package lsp

import (
	"context"
	"path/filepath"

	"go.lsp.dev/protocol"
)

// DidClose is the notification textDocument/didClose. From here on the file of
// the disk counts.
func (s *server) DidClose(_ context.Context, p *protocol.DidCloseTextDocumentParams) error {
	path := pathOf(p.TextDocument.URI)
	if path == "" {
		return nil
	}
	path = filepath.Clean(path)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.docs[path] == nil {
		return nil
	}
	delete(s.docs, path)
	s.reread(path)
	s.abandon()
	s.touched(path)
	return nil
}

// DidSave is the notification textDocument/didSave.
func (s *server) DidSave(_ context.Context, p *protocol.DidSaveTextDocumentParams) error {
	path := pathOf(p.TextDocument.URI)
	if path == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reread(filepath.Clean(path))
	s.touched(filepath.Clean(path))
	return nil
}
