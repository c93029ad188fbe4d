package analyzer

import (
	"sync"

	"moat/analyzer/language"
	"moat/analyzer/source"
)

// recorder is the loader of one evaluation. It notes what was asked, answers
// that there is nothing included.
type recorder struct {
	load *loader

	mu    sync.Mutex
	asked map[askedKey]bool
	needs []need
}

type askedKey struct {
	kind needKind
	path string
}

func (r *recorder) note(n need) {
	r.mu.Lock()
	defer r.mu.Unlock()
	k := askedKey{n.kind, n.path}
	if r.asked[k] {
		return
	}
	if r.asked == nil {
		r.asked = map[askedKey]bool{}
	}
	r.asked[k] = true
	r.needs = append(r.needs, n)
}

// Load implements language.Loader.
func (r *recorder) Load(path string) (language.Tree, error) {
	tree, n := r.load.needTree(path)
	r.note(n)
	return tree, n.err
}

// Read implements language.Loader.
func (r *recorder) Read(path string) (*source.File, error) {
	f, n := r.load.needFile(path)
	r.note(n)
	return f, n.err
}

// List implements language.Loader.
func (r *recorder) List(path string) ([]source.Entry, error) {
	list, n := r.load.needFolder(path)
	r.note(n)
	return list, n.err
}
