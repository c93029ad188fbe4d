package lsp

import (
	"context"
	"fmt"
	"path/filepath"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer/source"
)

// DidOpen is the notification textDocument/didOpen. Documents that are no files
// are left alone: nothing can call them, and they can call nothing.
func (s *server) DidOpen(ctx context.Context, p *protocol.DidOpenTextDocumentParams) error {
	item, err := protocol.Clone(&p.TextDocument) // a decoded text is a part of its message
	if err != nil {
		return err
	}
	path := pathOf(item.URI)
	if path == "" {
		return nil
	}
	if written, _ := ctx.Value(writtenKey{}).(uri.URI); written != "" {
		item.URI = written
	}
	path = filepath.Clean(path)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(item.Text) > source.MaxFileSize {
		return fmt.Errorf("%s: %w", item.URI, source.ErrTooLarge)
	}
	s.docs[path] = &document{uri: item.URI, path: path, version: item.Version, file: source.NewFile(path, []byte(item.Text))}
	s.adopt(path)
	for _, r := range s.roots {
		r.reopened(path)
	}
	s.touched(path)
	return nil
}
