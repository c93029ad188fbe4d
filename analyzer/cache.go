package analyzer

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"sync"

	"moat/analyzer/language"
	"moat/analyzer/source"
)

// Cache keeps what analyses of one workspace worked out, so that the next one
// repeats only what a change concerns. It never changes what a report says:
// every result carries the files that it read, the paths at which it found
// nothing and the folders that it listed, and holds only as long as all of them
// are as they were. It belongs to one Engine and is safe for concurrent use.
//
// The zero value is an empty cache.
type Cache struct {
	mu      sync.Mutex
	seed    maphash.Seed
	claims  map[string]claim
	files   map[string]*source.File
	trees   map[*source.File]language.Tree
	results map[string]*cached
}

// claim is which language reads a file that begins in a certain way.
type claim struct {
	head uint64
	lang language.Language // nil if none does
}

// cached is what an entry point came to.
type cached struct {
	outcome outcome
	needs   []need
}

// need is one thing that an evaluation asked for, with the answer it got.
type need struct {
	kind needKind
	path string
	file *source.File // what stood there; nil if it couldn't be read
	// files are what a folder's tree was read from.
	files []*source.File
	list  []source.Entry // of a folder
	err   error          // why it couldn't be had; nil if it could
}

type needKind uint8

const (
	needFile   needKind = iota // the content of a file
	needTree                   // the tree of a file
	needFolder                 // the names in a folder
)

// intern returns the file that earlier analyses read at that path, if its
// content is the same: so one content has one *File, and what was made from it
// is found by it.
func (c *Cache) intern(f *source.File) *source.File {
	c.mu.Lock()
	defer c.mu.Unlock()
	have := c.files[f.Path()]
	if have == f || have != nil && bytes.Equal(have.Content(), f.Content()) {
		return have
	}
	if c.files == nil {
		c.files = map[string]*source.File{}
	}
	delete(c.trees, have)
	c.files[f.Path()] = f
	return f
}

// tree returns the tree of an interned file, parsing it if need be.
func (c *Cache) tree(f *source.File, parse func() language.Tree) language.Tree {
	c.mu.Lock()
	t, ok := c.trees[f]
	c.mu.Unlock()
	if ok {
		return t
	}
	t = parse()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.files[f.Path()] == f {
		if c.trees == nil {
			c.trees = map[*source.File]language.Tree{}
		}
		c.trees[f] = t
	}
	return t
}

// claimed returns the language of a file with these first bytes.
func (c *Cache) claimed(path string, head []byte, ask func() language.Language) language.Language {
	c.mu.Lock()
	if c.claims == nil {
		c.seed, c.claims = maphash.MakeSeed(), map[string]claim{}
	}
	sum := maphash.Bytes(c.seed, head)
	have, ok := c.claims[path]
	c.mu.Unlock()
	if ok && have.head == sum {
		return have.lang
	}
	lang := ask()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.claims[path] = claim{sum, lang}
	return lang
}

// result returns what an entry point came to when it was last evaluated, if
// everything that it asked for is still as it was. With graph set, a result
// whose graph was let go doesn't do.
func (c *Cache) result(key string, l *loader, open map[string]bool) (outcome, bool) {
	c.mu.Lock()
	have := c.results[key]
	c.mu.Unlock()
	if have == nil || have.outcome.graph == nil && have.reads(open) {
		return outcome{}, false
	}
	for _, n := range have.needs {
		if !n.holds(l) {
			return outcome{}, false
		}
	}
	return have.outcome, true
}

// reads says whether any of these files went into the result.
func (r *cached) reads(open map[string]bool) bool {
	return slices.ContainsFunc(r.needs, func(n need) bool { return open[n.path] })
}

// holds asks again what n asked. It does so through the loader of the present
// analysis, which so comes to know every file that the result rests on.
func (n need) holds(l *loader) bool {
	var again need
	switch n.kind {
	case needFile:
		_, again = l.needFile(n.path)
	case needTree:
		_, again = l.needTree(n.path)
	default:
		_, again = l.needFolder(n.path)
	}
	return n.file == again.file && slices.Equal(n.files, again.files) && slices.Equal(n.list, again.list) && sameError(n.err, again.err)
}

func sameError(a, b error) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Error() == b.Error()
}

// keep stores what an entry point came to. The caller sees to it that it isn't
// the result of a failure or of a run that was broken off.
func (c *Cache) keep(key string, o outcome, needs []need) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.results == nil {
		c.results = map[string]*cached{}
	}
	c.results[key] = &cached{outcome: o, needs: needs}
}

// sweep lets go of what an analysis that is complete had no use for, and of the
// graphs of entry points without an open file: findings and needs are small,
// graphs are not.
func (c *Cache) sweep(l *loader, keys, open map[string]bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	for p, f := range c.files {
		if l.read[p] == nil {
			delete(c.trees, f)
			delete(c.files, p)
		}
	}
	for p := range c.claims {
		if !l.claimed[p] {
			delete(c.claims, p)
		}
	}
	for k, r := range c.results {
		switch {
		case !keys[k]:
			delete(c.results, k)
		case r.outcome.graph != nil && !r.reads(open):
			c.results[k] = &cached{outcome: r.outcome.withoutGraph(), needs: r.needs}
		}
	}
}

func (o outcome) withoutGraph() outcome {
	res := *o.result
	res.Root = nil
	o.result, o.graph = &res, nil
	return o
}

// Clone returns a cache that knows the same, for an analysis of contents that
// aren't there yet: c isn't changed by it.
func (c *Cache) Clone() *Cache {
	c.mu.Lock()
	defer c.mu.Unlock()
	return &Cache{
		seed: c.seed, claims: maps.Clone(c.claims), files: maps.Clone(c.files),
		trees: maps.Clone(c.trees), results: maps.Clone(c.results),
	}
}

// key names an entry point together with all that its result depends on besides
// files.
func (a *analysis) key(e entry) string {
	o := a.opts
	return fmt.Sprintf("%q %q %q %q %q %q %+v %+v", e.path, e.params, o.Select, o.Ignore, o.Scope, o.Vars, fixedOf(o.Fixed),
		o.Config.For(append([]string{e.path}, e.params...)...))
}

func fixedOf(f *language.FixedScope) language.FixedScope {
	if f == nil {
		return language.FixedScope{}
	}
	return *f
}
