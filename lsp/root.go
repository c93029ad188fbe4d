package lsp

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"moat/analyzer"
	"moat/analyzer/source"
)

// root is one workspace root, as moat scan has one: a sandbox with the folders
// in it that are scanned. Workspace folders of one repository share it. The
// server's mutex guards it.
type root struct {
	server *server
	dir    string   // absolute
	paths  []string // what is scanned, relative to dir
	// adhoc is set for a root that exists because a file outside of every
	// workspace folder is open: only open files are scanned.
	adhoc bool
	disk  *source.DiskFS
	cache analyzer.Cache
	conf  configured // the worker's own

	memo    *memo
	snap    *snapshot
	stale   chan struct{} // holds a token while snap has to be analysed
	running bool
	cancel  context.CancelFunc // of the analysis under way
	end     context.CancelFunc // of all analyses
	ended   chan struct{}      // closed when the last of them is over
	done    *result
	news    chan struct{} // closed when done or snap changes

	asking sync.Mutex      // see result
	sent   map[string]sent // what the client was told, by relative path
}

// view is what a request sees: documents and snapshots at the moment it came.
type view struct {
	docs  map[string]*document
	roots []rootView
}

type rootView struct {
	root *root
	snap *snapshot
}

type viewKey struct{}

func (s *server) view() *view { return s.seen.Load() }

// publishView makes the present state the one that requests see from here on.
func (s *server) publishView() {
	v := &view{docs: make(map[string]*document, len(s.docs))}
	for p, d := range s.docs {
		v.docs[p] = d
	}
	for _, r := range s.roots {
		v.roots = append(v.roots, rootView{r, r.snap})
	}
	s.seen.Store(v)
}

// addFolders makes roots of workspace folders.
func (s *server) addFolders(folders []uri.URI) {
	for _, u := range folders {
		dir := pathOf(u)
		if dir == "" {
			continue
		}
		dir = strings.Clone(filepath.Clean(dir))
		if !slices.Contains(s.folders, dir) {
			s.folders = append(s.folders, dir)
		}
	}
	s.arrange()
}

// removeFolders forgets workspace folders.
func (s *server) removeFolders(folders []uri.URI) {
	for _, u := range folders {
		s.folders = slices.DeleteFunc(s.folders, func(dir string) bool { return dir == filepath.Clean(pathOf(u)) })
	}
	s.arrange()
}

// arrange brings the roots in line with the workspace folders and with the open
// files outside of them.
func (s *server) arrange() {
	want := map[string][]string{} // root → paths in it
	for _, dir := range s.folders {
		at, err := source.FindRoot(dir)
		if err != nil {
			s.log(s.ctx, protocol.MessageTypeWarning, "a workspace folder can't be read: "+err.Error())
			continue
		}
		rel, ok := within(at, dir)
		if !ok {
			continue
		}
		want[at] = append(want[at], rel)
	}
	adhoc := map[string]bool{}
	for p := range s.docs {
		if slices.ContainsFunc(s.folders, func(dir string) bool { _, ok := within(dir, p); return ok }) {
			continue
		}
		at, err := source.FindRoot(filepath.Dir(p))
		if err != nil {
			continue // its folder doesn't exist yet: nothing to read beside it
		}
		if _, ok := want[at]; !ok {
			adhoc[at] = true
		}
	}
	var kept []*root
	for _, r := range s.roots {
		paths, ok := want[r.dir]
		switch {
		case ok:
			r.adhoc, r.paths = false, sortedPaths(paths)
			delete(want, r.dir)
		case adhoc[r.dir]:
			r.adhoc, r.paths = true, nil
			delete(adhoc, r.dir)
		default:
			s.drop(r)
			continue
		}
		kept = append(kept, r)
		r.renew()
	}
	s.roots = kept
	for dir, paths := range want {
		s.addRoot(dir, sortedPaths(paths), false)
	}
	for dir := range adhoc {
		s.addRoot(dir, nil, true)
	}
	slices.SortFunc(s.roots, func(a, b *root) int {
		return cmp.Or(cmp.Compare(len(b.dir), len(a.dir)), cmp.Compare(a.dir, b.dir))
	})
	s.publishView()
}

func sortedPaths(paths []string) []string {
	slices.Sort(paths)
	return slices.Compact(paths)
}

func (s *server) addRoot(dir string, paths []string, adhoc bool) {
	disk, err := source.Disk(dir)
	if err != nil {
		s.log(s.ctx, protocol.MessageTypeWarning, "a workspace root can't be read: "+err.Error())
		return
	}
	r := &root{
		server: s, dir: dir, paths: paths, adhoc: adhoc, disk: disk, memo: newMemo(disk),
		stale: make(chan struct{}, 1), news: make(chan struct{}), ended: make(chan struct{}), sent: map[string]sent{},
	}
	s.roots = append(s.roots, r)
	r.renew()
	if phase(s.phase.Load()) == phaseRunning {
		r.start()
	}
}

// drop ends a root; what was said of its files is taken back once nothing more
// is said.
func (s *server) drop(r *root) {
	r.stop()
	if !r.running {
		r.disk.Close()
		return
	}
	s.workers.Go(func() {
		<-r.ended
		r.disk.Close()
		s.mu.Lock()
		var news []*protocol.PublishDiagnosticsParams
		for rel, told := range r.sent {
			if told.any && s.owner(r.abs(rel)) == nil {
				news = append(news, &protocol.PublishDiagnosticsParams{URI: r.uri(r.snap, rel), Diagnostics: []protocol.Diagnostic{}})
			}
		}
		s.mu.Unlock()
		for _, n := range news {
			if err := s.client.PublishDiagnostics(s.ctx, n); err != nil {
				return // the client is gone
			}
		}
	})
}

// within is p relative to dir, slash-separated, if it is dir or lies in it.
func within(dir, p string) (string, bool) {
	rel, err := filepath.Rel(dir, p)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// rel is the path of a file in the root.
func (r *root) rel(p string) (string, bool) {
	rel, ok := within(r.dir, p)
	return rel, ok && rel != "."
}

func (r *root) abs(rel string) string { return filepath.Join(r.dir, filepath.FromSlash(rel)) }

// renew makes a snapshot of the present documents and has it analysed.
func (r *root) renew() {
	docs := map[string]*document{}
	for p, d := range r.server.docs {
		if rel, ok := r.rel(p); ok {
			docs[rel] = d
		}
	}
	r.snap = newSnapshot(r.memo, docs)
	slices.Sort(r.snap.open)
	close(r.news) // whoever waits looks whether its document changed
	r.news = make(chan struct{})
	r.wake()
}

// forget drops what is known of paths on the disk; false if none lies in the
// root.
func (r *root) forget(paths []string) bool {
	var mine []string
	for _, p := range paths {
		rel, ok := r.rel(p)
		if !ok || inToolFolder(rel) {
			continue
		}
		mine = append(mine, rel)
	}
	if len(mine) == 0 {
		return false
	}
	r.memo = r.memo.without(mine)
	r.renew()
	return true
}

// inToolFolder says whether a path lies in a folder that a scan passes over.
// Tools change thousands of files there. Templates may still load one by name,
// which is read again when something else changes.
func inToolFolder(rel string) bool {
	for segment := range strings.SplitSeq(rel, "/") {
		switch segment {
		case ".git", "node_modules", ".venv":
			return true
		}
	}
	return false
}

// adopt sees to it that a document lies in a root.
func (s *server) adopt(path string) {
	for _, r := range s.roots {
		if _, ok := r.rel(path); ok {
			return
		}
	}
	s.arrange()
}

// abandon lets roots go that existed for a document alone.
func (s *server) abandon() {
	if slices.ContainsFunc(s.roots, func(r *root) bool { return r.adhoc }) {
		s.arrange()
	}
}

// touched makes new snapshots of the roots that a document lies in.
func (s *server) touched(path string) {
	for _, r := range s.roots {
		if _, ok := r.rel(path); ok {
			r.renew()
		}
	}
	s.publishView()
}

// reread forgets what is known of a file on the disk; everything, where the
// client doesn't tell of changed files: this is the only moment to look.
func (s *server) reread(path string) {
	for _, r := range s.roots {
		if s.blind || !s.can.watch || r.adhoc { // nobody watches a root of ours
			r.memo = newMemo(r.disk)
			r.renew()
		} else if rel, ok := r.rel(path); ok {
			r.memo = r.memo.without([]string{rel})
		}
	}
}

// owner is the root that speaks for a file: the innermost one.
func (s *server) owner(path string) *root {
	for _, r := range s.roots {
		if _, ok := r.rel(path); ok {
			return r
		}
	}
	return nil
}
