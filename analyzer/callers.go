package analyzer

import (
	"path"
	"slices"

	"moat/analyzer/config"
	"moat/analyzer/language"
)

// callers are the deployments of the whole workspace that read a named file,
// directly or through others: whoever changed a module wants the findings of
// the templates that call it. A named template that none of them reads is
// analysed itself.
func (a *analysis) callers(files []candidate, params []string) []entry {
	unnamed := slices.Clone(files)
	for i := range unnamed {
		unnamed[i].named = false
	}
	all := a.entries(unnamed, params)
	if slices.ContainsFunc(a.opts.Paths, func(p string) bool { return path.Base(p) == config.Name }) {
		return all // new settings concern every deployment
	}
	var out []entry
	covered := map[string]bool{}
	for _, e := range all {
		reads := a.reads(e)
		hit := false
		for _, p := range a.opts.Paths {
			if reads[p] || reads[path.Dir(p)] || p == "." {
				hit, covered[p] = true, true
			}
		}
		for _, c := range files {
			if c.named && reads[c.path] { // named by its folder
				hit, covered[c.path] = true, true
			}
		}
		if hit {
			out = append(out, e)
		}
	}
	for _, c := range files {
		if role := c.tree.Role(); c.named && !covered[c.path] && (role == language.Template || role == language.ModuleOnly) {
			out = append(out, entry{candidate: c})
		}
	}
	return out
}

// reads are the paths that a deployment names, and those that they name in turn.
// A path may be that of a folder.
func (a *analysis) reads(e entry) map[string]bool {
	seen := map[string]bool{}
	var visit func(p string)
	visit = func(p string) {
		if p == "" || seen[p] {
			return
		}
		seen[p] = true
		tree, err := a.load.Load(p)
		if err != nil {
			return // a file without references, or one that evaluation tells about
		}
		for _, r := range tree.Refs() {
			visit(r.Path)
		}
	}
	visit(e.path)
	for _, p := range e.params {
		visit(p)
	}
	return seen
}
