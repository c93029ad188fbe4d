package lsp

import (
	"context"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// DidChangeWorkspaceFolders is the notification
// workspace/didChangeWorkspaceFolders.
func (s *server) DidChangeWorkspaceFolders(_ context.Context, p *protocol.DidChangeWorkspaceFoldersParams) error {
	uris := func(folders []protocol.WorkspaceFolder) []uri.URI {
		var out []uri.URI
		for _, f := range folders {
			out = append(out, f.URI)
		}
		return out
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.removeFolders(uris(p.Event.Removed))
	s.addFolders(uris(p.Event.Added))
	return nil
}
