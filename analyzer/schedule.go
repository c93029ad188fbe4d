package analyzer

import (
	"context"
	"slices"

	"moat/analyzer/language"
)

// evaluateAll fills in what every entry point comes to: those that a Cache
// still holds, then those that an editor's open files belong to, then the rest.
// The error is the context's.
func (a *analysis) evaluateAll(ctx context.Context, found []candidate, entries []entry, outcomes []outcome) error {
	open := a.open()
	trees := make(map[string]language.Tree, len(found))
	for _, c := range found {
		trees[c.path] = c.tree
	}
	progress := newProgress(len(entries), a.opts.Progress)
	var first, rest []int
	for i, e := range entries {
		if a.opts.Cache != nil {
			if o, ok := a.opts.Cache.result(a.key(e), a.opts.Config, a.load, open); ok {
				o.entry = e
				outcomes[i] = o
				progress.step()
				continue
			}
		}
		rest = append(rest, i)
	}
	if len(open) > 0 {
		// The deployments of one template are judged together, see
		// joinEnvironments.
		concerned := map[string]bool{}
		for _, i := range rest {
			if reaches(entries[i], trees, open) {
				concerned[entries[i].path] = true
			}
		}
		later := rest
		rest = nil
		for _, i := range later {
			if concerned[entries[i].path] {
				first = append(first, i)
			} else {
				rest = append(rest, i)
			}
		}
	}
	run := func(list []int) {
		a.each(len(list), func(i int) {
			outcomes[list[i]] = a.evaluateOne(ctx, entries[list[i]])
			progress.step()
		})
	}
	run(first)
	if a.opts.Early != nil && len(open) > 0 && len(rest) > 0 && ctx.Err() == nil {
		a.opts.Early(a.report(outcomes))
	}
	run(rest)
	return ctx.Err()
}

func (a *analysis) open() map[string]bool {
	open := make(map[string]bool, len(a.opts.Open))
	for _, p := range a.opts.Open {
		open[p] = true
	}
	return open
}

// evaluateOne evaluates an entry point and keeps what comes of it, unless the
// run was broken off or Moat failed: neither says anything about the files.
func (a *analysis) evaluateOne(ctx context.Context, e entry) outcome {
	if a.opts.Cache == nil {
		return a.evaluate(ctx, e, a.load)
	}
	r := &recorder{load: a.load}
	r.Load(e.path) // the tree is at hand already; it is asked for so that it counts as a need
	o := a.evaluate(ctx, e, r)
	if ctx.Err() == nil && o.result != nil && !o.failed {
		a.opts.Cache.keep(a.key(e), &cached{outcome: o, needs: r.needs, config: a.opts.Config})
	}
	return o
}

// reaches says whether an entry point reads one of these files, as far as the
// references written in the scanned files tell. It asks the loader for nothing:
// what a report says of files must not depend on what is open.
func reaches(e entry, trees map[string]language.Tree, files map[string]bool) bool {
	seen := map[string]bool{}
	var visit func(p string) bool
	visit = func(p string) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		if files[p] {
			return true
		}
		tree := trees[p]
		if tree == nil {
			return false
		}
		return gathers(tree, files) || slices.ContainsFunc(tree.Refs(), func(r language.Ref) bool { return r.Path != "" && visit(r.Path) })
	}
	return visit(e.path) || slices.ContainsFunc(e.params, visit)
}

// sweep tells the Cache what this analysis, now complete, was about.
func (a *analysis) sweep(entries []entry) {
	if a.opts.Cache == nil {
		return
	}
	keys := make(map[string]bool, len(entries))
	for _, e := range entries {
		keys[a.key(e)] = true
	}
	a.opts.Cache.sweep(a.load, keys, a.open())
}
