package lsp

import (
	"errors"
	"path"
	"strings"
	"sync"

	"moat/analyzer/source"
)

// memo is an FS that asks the one below it once. What changes on the disk has
// to be forgotten, which gives a new memo: the analysis of an older snapshot
// goes on with the answers that it has.
type memo struct {
	below source.FS

	mu      sync.Mutex
	files   map[string]answer[*source.File]
	heads   map[string]answer[[]byte]
	folders map[string]answer[[]source.Entry]
	stats   map[string]answer[source.Entry]
}

type answer[T any] struct {
	v   T
	err error
}

func newMemo(below source.FS) *memo {
	return &memo{
		below: below, files: map[string]answer[*source.File]{}, heads: map[string]answer[[]byte]{},
		folders: map[string]answer[[]source.Entry]{}, stats: map[string]answer[source.Entry]{},
	}
}

func recall[T any](m *memo, known map[string]answer[T], p string, ask func(string) (T, error)) (T, error) {
	m.mu.Lock()
	a, ok := known[p]
	m.mu.Unlock()
	if ok {
		return a.v, a.err
	}
	a.v, a.err = ask(p)
	m.mu.Lock()
	defer m.mu.Unlock()
	if first, ok := known[p]; ok {
		return first.v, first.err // whoever asks gets the same answer
	}
	known[p] = a
	return a.v, a.err
}

// ReadFile implements source.FS.
func (m *memo) ReadFile(p string) (*source.File, error) {
	return recall(m, m.files, p, m.below.ReadFile)
}

// ReadDir implements source.FS.
func (m *memo) ReadDir(p string) ([]source.Entry, error) {
	return recall(m, m.folders, p, m.below.ReadDir)
}

// Stat implements source.FS.
func (m *memo) Stat(p string) (source.Entry, error) { return recall(m, m.stats, p, m.below.Stat) }

var errNoHeads = errors.New("this file system reads files as a whole only")

// ReadHead reads the beginning of a file, which is all that most files are asked
// for: they belong to no language.
func (m *memo) ReadHead(p string, n int) ([]byte, error) {
	m.mu.Lock()
	whole, ok := m.files[p]
	m.mu.Unlock()
	if ok && whole.err == nil {
		return whole.v.Content()[:min(n, whole.v.Len())], nil
	}
	return recall(m, m.heads, p, func(p string) ([]byte, error) {
		h, ok := m.below.(interface {
			ReadHead(path string, n int) ([]byte, error)
		})
		if !ok {
			return nil, errNoHeads
		}
		return h.ReadHead(p, n)
	})
}

// without returns a memo that doesn't know what concerns these paths: what
// stands there and below, and the folders that list them.
func (m *memo) without(paths []string) *memo {
	gone := make(map[string]bool, len(paths))
	listed := make(map[string]bool, len(paths))
	for _, p := range paths {
		gone[p] = true
		listed[path.Dir(p)] = true
	}
	concerns := func(p string) bool {
		for {
			if gone[p] {
				return true
			}
			i := strings.LastIndexByte(p, '/')
			if i < 0 {
				return false
			}
			p = p[:i]
		}
	}
	out := newMemo(m.below)
	m.mu.Lock()
	defer m.mu.Unlock()
	keep(out.files, m.files, concerns)
	keep(out.heads, m.heads, concerns)
	keep(out.stats, m.stats, concerns)
	keep(out.folders, m.folders, func(p string) bool { return listed[p] || concerns(p) })
	return out
}

func keep[T any](to, from map[string]answer[T], concerns func(string) bool) {
	for p, a := range from {
		if !concerns(p) {
			to[p] = a
		}
	}
}
