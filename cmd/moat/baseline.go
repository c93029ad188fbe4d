package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/report/excerpt"
)

// defaultBaseline is where --write-baseline writes if nobody says otherwise.
const defaultBaseline = ".moat-baseline.json"

// openBaseline reads the baseline into the options, or says where one is to be
// written. The error is a mistake in the usage.
func (s *scan) openBaseline(t *terminal, w *workspace, c *config.Config, o *analyzer.Options) (record string, err error) {
	p := ""
	switch {
	case s.baseline != "":
		p = t.absolute(s.baseline)
	case s.flags.Changed("baseline"):
		return "", usagef("--baseline is empty")
	case c != nil && c.Baseline != "":
		p = filepath.Join(w.root, filepath.FromSlash(c.Baseline))
	case s.writeBase:
		p = filepath.Join(w.root, defaultBaseline)
	}
	if s.writeBase {
		if info, err := os.Stat(filepath.Dir(p)); err != nil || !info.IsDir() {
			return "", usagef("--write-baseline: the folder of %s doesn't exist", excerpt.Clean(t.shown(p)))
		}
		record = p
	}
	if p == "" {
		return "", nil
	}
	content, err := os.ReadFile(p)
	switch {
	case record != "" && os.IsNotExist(err):
		return record, nil
	case os.IsNotExist(err):
		return "", usagef("the baseline %s: no such file; --write-baseline writes it", excerpt.Clean(t.shown(p)))
	case err != nil:
		return "", usagef("the baseline %s: %s", excerpt.Clean(t.shown(p)), reasonOf(err))
	}
	// An old one is read before it is written anew: what this run doesn't look
	// at stays in it, and a file that is something else isn't overwritten.
	if o.Baseline, err = config.ParseBaseline(content); err != nil {
		return "", usagef("the baseline %s: %s", excerpt.Clean(t.shown(p)), excerpt.Clean(err.Error()))
	}
	return record, nil
}

// writeBaseline records the findings of a run, which are known from then on.
func (s *scan) writeBaseline(t *terminal, p string, r *analyzer.Report) error {
	var b bytes.Buffer
	r.Accept()
	if err := config.WriteBaseline(&b, r.Known, r.Unseen); err != nil {
		return err
	}
	if old, err := os.ReadFile(p); err == nil && bytes.Equal(old, b.Bytes()) {
		b.Reset() // unchanged: its time stays too
	}
	if b.Len() > 0 {
		if err := os.WriteFile(p, b.Bytes(), fs.FileMode(0o644)); err != nil {
			return err
		}
	}
	t.complain("%s: the baseline holds %s now", excerpt.Clean(t.shown(p)), plural(len(r.Known)+len(r.Unseen), "finding"))
	return nil
}
