package lsp

import (
	"context"
	"path/filepath"

	"go.lsp.dev/protocol"
)

// DidChangeWatchedFiles is the notification workspace/didChangeWatchedFiles.
func (s *server) DidChangeWatchedFiles(_ context.Context, p *protocol.DidChangeWatchedFilesParams) error {
	var paths []string
	for _, c := range p.Changes {
		if path := pathOf(c.URI); path != "" {
			paths = append(paths, filepath.Clean(path))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.roots {
		if r.forget(paths) {
			r.wake()
		}
	}
	s.publishView()
	return nil
}
