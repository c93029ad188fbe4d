package analyzer

import (
	"moat/analyzer/config"
)

// leavesOut says which files and folders the search passes over: what the
// configuration excludes, and what a .gitignore does.
func (a *analysis) leavesOut() func(path string, isDir bool) bool {
	ignores := config.NewIgnores(a.files)
	c := a.opts.Config
	return func(path string, isDir bool) bool {
		return c.Excluded(path, isDir) || (c == nil || !c.IncludeIgnored) && ignores.Ignored(path, isDir)
	}
}

// configured are the parameter files that the configuration gives to a
// template, which no other pairing may take. What it names has to be there.
func (a *analysis) configured() map[string]bool {
	out := map[string]bool{}
	if a.opts.Config == nil {
		return out
	}
	for _, d := range a.opts.Config.Parameters {
		if _, err := a.files.Stat(d.Template); err != nil {
			a.unreadable(d.Template, err)
		}
		for _, files := range d.Params {
			for _, f := range files {
				out[f] = true
			}
		}
	}
	return out
}
