package lsp

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"moat/analyzer"
	"moat/analyzer/rule"
)

// result is what the analysis of a snapshot came to.
type result struct {
	snap   *snapshot
	report *analyzer.Report
	shown  map[string][]shown // by relative path; see diagnostics.go
	asking *sync.Mutex        // of the root; held while the graphs are asked
}

// wake has the present snapshot analysed. It cancels the analysis under way,
// whose snapshot is superseded.
func (r *root) wake() {
	if r.cancel != nil {
		r.cancel()
	}
	select {
	case r.stale <- struct{}{}:
	default: // already asked for
	}
}

// start begins to analyse; the server's mutex is held.
func (r *root) start() {
	if r.running {
		return
	}
	r.running = true
	ctx, cancel := context.WithCancel(r.server.ctx)
	r.end = cancel
	r.server.workers.Go(func() {
		defer close(r.ended)
		r.work(ctx)
	})
}

// stop ends the analyses for good; the server's mutex is held.
func (r *root) stop() {
	if r.end != nil {
		r.end()
	}
}

// work analyses the newest snapshot whenever there is one.
func (r *root) work(ctx context.Context) {
	first := true
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.stale:
		}
		end := func() {}
		if first {
			end = r.server.progress(ctx, "Moat", "reading "+r.dir)
			first = false
		}
		r.analyse(ctx)
		end()
	}
}

// analyse works on the present snapshot and tells the client what came of it,
// unless a newer snapshot supersedes it meanwhile.
func (r *root) analyse(ctx context.Context) {
	s := r.server
	s.mu.Lock()
	snap, show := r.snap, s.settings
	options := r.options(snap)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.cancel = cancel
	s.mu.Unlock()

	options.Early = func(report *analyzer.Report) {
		early := r.conclude(snap, report, show)
		r.tell(ctx, early, snap.open)
	}
	report, err := r.scan(ctx, snap, options)
	if err != nil {
		return // superseded; there is a token for the newer snapshot
	}
	done := r.conclude(snap, report, show)
	s.mu.Lock()
	current := r.snap == snap
	if current {
		r.done = done
		close(r.news)
		r.news = make(chan struct{})
	}
	s.mu.Unlock()
	if current && r.tell(ctx, done, nil) {
		s.refresh(ctx)
	}
}

// scan is the one call of the engine. Analyze catches what goes wrong with an
// entry point; should it fail itself, the server says so and lives.
func (r *root) scan(ctx context.Context, snap *snapshot, o analyzer.Options) (report *analyzer.Report, err error) {
	defer func() {
		if p := recover(); p != nil {
			r.server.trouble(fmt.Sprintf("analysis of %s: %v\n%s", r.dir, p, debug.Stack()))
			report, err = nil, fmt.Errorf("the analysis failed: %v", p)
		}
	}()
	return r.server.config.Engine.Analyze(ctx, snap, o)
}

// options are those of moat scan in the root: its folders, and open files
// outside of them as if they were named.
func (r *root) options(snap *snapshot) analyzer.Options {
	o := analyzer.Options{Scope: rule.ScopeAuto, Cache: &r.cache, Open: snap.open, Paths: slices.Clone(r.paths)}
	for _, p := range snap.open {
		inside := slices.ContainsFunc(r.paths, func(dir string) bool { _, ok := within(dir, p); return ok || dir == "." })
		if d := snap.docs[p]; !inside && r.server.config.Engine.LanguageOf(p, d.file.Content()) != nil {
			o.Paths = append(o.Paths, p)
		}
	}
	return o
}

// await returns the outcome for what a request saw, once it is there. A request
// about a document that changed meanwhile gets errModified; when only other
// files changed, the newer outcome will do.
func (s *server) await(ctx context.Context, path string) (*root, *result, *document, error) {
	v, _ := ctx.Value(viewKey{}).(*view)
	if v == nil {
		v = s.view()
	}
	d := v.docs[path]
	for _, rv := range v.roots {
		r := rv.root
		rel, ok := r.rel(path)
		if !ok {
			continue
		}
		for {
			s.mu.Lock()
			snap, done, news := r.snap, r.done, r.news
			s.mu.Unlock()
			if snap.docs[rel] != d {
				return nil, nil, nil, errModified
			}
			if done != nil && done.snap == snap {
				return r, done, d, nil
			}
			select {
			case <-ctx.Done():
				return nil, nil, nil, ctx.Err()
			case <-s.ctx.Done():
				return nil, nil, nil, errCancelled
			case <-news:
			}
		}
	}
	return nil, nil, d, nil
}
