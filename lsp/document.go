package lsp

import (
	"errors"
	"fmt"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer/source"
)

// document is an open document at one version. It is immutable.
type document struct {
	uri     uri.URI // as the client writes it
	path    string  // absolute
	version int32
	file    *source.File // the text; its path is the absolute one and means nothing to the engine
}

// at converts a position in the document to a byte offset.
func (d *document) at(e encoding, p protocol.Position) int { return e.toOffset(d.file, p) }

var errReversed = errors.New("a range ends before it starts")

// edited returns the text with the changes made, one after the other.
func (d *document) edited(e encoding, changes []protocol.TextDocumentContentChangeEvent) (*source.File, error) {
	f := d.file
	for i, c := range changes {
		switch c := c.(type) {
		case *protocol.TextDocumentContentChangeWholeDocument:
			f = source.NewFile(d.path, []byte(c.Text))
		case *protocol.TextDocumentContentChangePartial:
			start, end := e.toOffset(f, c.Range.Start), e.toOffset(f, c.Range.End)
			if end < start {
				return nil, fmt.Errorf("change %d: %w", i, errReversed)
			}
			old := f.Content()
			text := make([]byte, 0, len(old)-(end-start)+len(c.Text))
			text = append(append(append(text, old[:start]...), c.Text...), old[end:]...)
			f = source.NewFile(d.path, text)
		default:
			return nil, fmt.Errorf("change %d has neither a range nor a text", i)
		}
	}
	return f, nil
}

// pathOf is the absolute path of a file URI; "" for any other URI.
func pathOf(u uri.URI) string {
	if !u.IsFile() || u.Authority() != "" {
		return ""
	}
	return u.FsPath()
}
