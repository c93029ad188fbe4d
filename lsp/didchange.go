package lsp

import (
	"context"
	"fmt"
	"path/filepath"

	"go.lsp.dev/protocol"

	"moat/analyzer/source"
)

// DidChange is the notification textDocument/didChange.
func (s *server) DidChange(_ context.Context, p *protocol.DidChangeTextDocumentParams) error {
	path := pathOf(p.TextDocument.URI)
	if path == "" {
		return nil
	}
	path = filepath.Clean(path)
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.docs[path]
	if d == nil {
		return fmt.Errorf("%s isn't open", p.TextDocument.URI)
	}
	f, err := d.edited(s.position, p.ContentChanges)
	if err != nil {
		return fmt.Errorf("%s: %w", p.TextDocument.URI, err)
	}
	if f.Len() > source.MaxFileSize {
		return fmt.Errorf("%s: %w", p.TextDocument.URI, source.ErrTooLarge)
	}
	s.docs[path] = &document{uri: d.uri, path: path, version: p.TextDocument.Version, file: f}
	s.touched(path)
	return nil
}
