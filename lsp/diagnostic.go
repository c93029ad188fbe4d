package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"

	"go.lsp.dev/protocol"
)

// Diagnostic is the request textDocument/diagnostic.
func (s *server) Diagnostic(ctx context.Context, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	items := []protocol.Diagnostic{}
	if path := pathOf(p.TextDocument.URI); path != "" {
		path = filepath.Clean(path)
		r, done, _, err := s.await(ctx, path)
		if err != nil {
			return nil, err
		}
		if r != nil {
			rel, _ := r.rel(path)
			items = done.diagnostics(rel)
		}
	}
	text, err := protocol.Marshal(items)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	id := hex.EncodeToString(sum[:12])
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{
			UnchangedDocumentDiagnosticReport: protocol.UnchangedDocumentDiagnosticReport{Kind: "unchanged", ResultID: id},
		}, nil
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{
		FullDocumentDiagnosticReport: protocol.FullDocumentDiagnosticReport{Kind: "full", ResultID: &id, Items: items},
	}, nil
}
