package lsp

import (
	"bytes"
	"path"

	"moat/analyzer"
	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/source"
)

// configured is the workspace's configuration as it was read last. Equal
// contents give the same Config, by which the cache knows that nothing changed.
type configured struct {
	file     *source.File // nil for none
	dir      string
	config   *config.Config
	problems []diag.Diagnostic
}

// configure reads the nearest .moat.yaml, as moat scan does, and the baseline
// that it names. With problems nothing is analysed: findings under half a
// configuration would be wrong ones.
func (r *root) configure(snap *snapshot, o *analyzer.Options) []diag.Diagnostic {
	o.Today = r.server.today()
	if len(o.Paths) == 0 {
		return nil
	}
	p := config.Locate(snap, o.Paths[0])
	if p == "" {
		r.conf = configured{}
		return nil
	}
	at := source.NewFile(p, nil).Range(0, 0)
	f, err := snap.ReadFile(p)
	if err != nil {
		return []diag.Diagnostic{{Kind: diag.IO, At: at, Message: "the configuration can't be read: " + err.Error()}}
	}
	dir := path.Dir(p)
	if have := r.conf.file; have == nil || r.conf.dir != dir || !bytes.Equal(have.Content(), f.Content()) {
		c, problems := config.Parse(f, dir, r.server.config.Engine.Catalogue())
		r.conf = configured{f, dir, c, problems}
	}
	if len(r.conf.problems) > 0 {
		return r.conf.problems
	}
	o.Config = r.conf.config
	if b := o.Config.Baseline; b != "" {
		f, err := snap.ReadFile(b)
		if err != nil {
			return []diag.Diagnostic{{Kind: diag.IO, At: at, Message: "the baseline can't be read: " + err.Error()}}
		}
		if o.Baseline, err = config.ParseBaseline(f.Content()); err != nil {
			return []diag.Diagnostic{{Kind: diag.Syntax, At: source.NewFile(b, nil).Range(0, 0), Message: "the baseline can't be read: " + err.Error()}}
		}
	}
	return nil
}

// today is the day by which suppressions expire.
func (s *server) today() string {
	if s.config.Today == nil {
		return ""
	}
	return s.config.Today()
}
