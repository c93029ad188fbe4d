package main

import (
	"os"
	"path"
	"path/filepath"

	"moat/analyzer/config"
	"moat/analyzer/report"
	"moat/analyzer/report/excerpt"
	"moat/analyzer/rule"
	"moat/analyzer/source"
)

// configuration reads the file that --config names or, without one, the nearest
// .moat.yaml at or above the first path. Its problems are printed; ok is then
// false. The error is a mistake in the usage.
func (w *workspace) configuration(t *terminal, named string, rules []*rule.Rule, o report.Options) (c *config.Config, ok bool, err error) {
	var f *source.File
	dir := "."
	if named == "" {
		p := config.Locate(w.disk, w.paths[0])
		if p == "" {
			return nil, true, nil
		}
		if f, err = w.disk.ReadFile(p); err != nil {
			return nil, false, usagef("%s: %s", excerpt.Clean(w.display(p)), reasonOf(err))
		}
		dir = path.Dir(p)
	} else if f, dir, err = w.namedConfiguration(t, named); err != nil {
		return nil, false, usagef("--config %s: %s", excerpt.Clean(named), reasonOf(err))
	}
	c, problems := config.Parse(f, dir, rules)
	if len(problems) > 0 {
		return nil, false, report.Configuration(t.stderr, problems, o)
	}
	return c, true, nil
}

// namedConfiguration reads the file that --config names. It may lie outside the
// workspace, where several of them share one; its paths are then relative to
// the workspace root, and outputs call it by its name alone.
func (w *workspace) namedConfiguration(t *terminal, named string) (*source.File, string, error) {
	full := t.absolute(named)
	if rel, err := filepath.Rel(w.root, full); err == nil {
		if p, err := source.Clean(filepath.ToSlash(rel)); err == nil {
			f, err := w.disk.ReadFile(p)
			return f, path.Dir(p), err
		}
	}
	if _, err := os.Stat(full); err != nil {
		return nil, "", err
	}
	disk, err := source.Disk(filepath.Dir(full))
	if err != nil {
		return nil, "", err
	}
	defer disk.Close()
	f, err := disk.ReadFile(filepath.Base(full))
	return f, ".", err
}
