package lsp

import (
	"moat/analyzer/source"
)

// snapshot is the files of a root at one moment: open documents over those of
// the disk. It is immutable and a source.FS.
type snapshot struct {
	source.FS
	disk *memo
	docs map[string]*document // by path relative to the root
	open []string             // those paths, sorted
}

func newSnapshot(disk *memo, docs map[string]*document) *snapshot {
	s := &snapshot{FS: disk, disk: disk, docs: docs}
	if len(docs) == 0 {
		return s
	}
	contents := make(map[string][]byte, len(docs))
	for p, d := range docs {
		contents[p] = d.file.Content()
		s.open = append(s.open, p)
	}
	s.FS = source.Overlay(disk, contents)
	return s
}

// ReadHead implements what the engine asks for of files that may be no
// templates.
func (s *snapshot) ReadHead(p string, n int) ([]byte, error) {
	if d := s.docs[p]; d != nil {
		return d.file.Content()[:min(n, d.file.Len())], nil
	}
	return s.disk.ReadHead(p, n)
}
