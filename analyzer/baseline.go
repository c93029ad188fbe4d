package analyzer

import (
	"errors"
	"io/fs"

	"moat/analyzer/config"
	"moat/analyzer/rule"
)

// compare takes the findings of the baseline out of the report. First those
// match that stand in the same file; then, of what is left, those whose file
// has another name now.
func (a *analysis) compare(r *Report, outcomes []outcome) {
	if a.opts.Baseline == nil {
		return
	}
	r.Compared = true
	known := a.opts.Baseline.Entries
	taken := make([]bool, len(known))
	isKnown := make([]bool, len(r.Findings))
	match := func(of func(config.Known) string, mine func(rule.Finding) string) {
		free := map[string][]int{}
		for i, k := range known {
			if id := of(k); !taken[i] && id != "" {
				free[id] = append(free[id], i)
			}
		}
		for i, f := range r.Findings {
			if list := free[mine(f)]; !isKnown[i] && len(list) > 0 {
				isKnown[i], taken[list[0]] = true, true
				free[mine(f)] = list[1:]
			}
		}
	}
	match(func(k config.Known) string { return k.Fingerprint }, func(f rule.Finding) string { return f.Fingerprint })
	gone := map[string]bool{}
	for _, k := range known {
		if _, seen := gone[k.File]; !seen {
			gone[k.File] = a.gone(k.File)
		}
	}
	match(func(k config.Known) string {
		if gone[k.File] {
			return k.Moved
		}
		return ""
	}, func(f rule.Finding) string { return f.Moved })

	var open []rule.Finding
	for i, f := range r.Findings {
		if isKnown[i] && f.Verdict == rule.Violated {
			r.Known = append(r.Known, f)
			continue
		}
		// What is known but can't be decided any more is neither new nor fixed.
		open = append(open, f)
	}
	r.Findings = open
	ran := a.ran(outcomes)
	for i, k := range known {
		switch {
		case taken[i]:
		case ran[k.Rule] && (a.load.hasRead(k.File) || gone[k.File]):
			r.Fixed = append(r.Fixed, k)
		default:
			r.Unseen = append(r.Unseen, k)
		}
	}
}

// Accept takes the violated findings out of the report as known; what was fixed
// is no more to be told.
func (r *Report) Accept() {
	var open []rule.Finding
	for _, f := range r.Findings {
		if f.Verdict == rule.Violated {
			r.Known = append(r.Known, f)
		} else {
			open = append(open, f)
		}
	}
	r.Findings, r.Fixed, r.Summary.Findings, r.Compared = open, nil, 0, true
}

// gone says whether a file of the baseline is there no more.
func (a *analysis) gone(path string) bool {
	_, err := a.files.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// ran are the ids of the rules that judged at least one deployment; none if one
// of all deployments could not be judged, since it may hold whatever is missed.
func (a *analysis) ran(outcomes []outcome) map[string]bool {
	ran := map[string]bool{}
	for _, o := range outcomes {
		if o.result == nil || o.failed {
			return nil
		}
		for _, r := range o.ran {
			ran[r.ID] = true
		}
	}
	for _, r := range Governance() {
		ran[r.ID] = a.selected(r, a.opts.Config.For())
	}
	return ran
}

// hasRead says whether a file was read.
func (l *loader) hasRead(path string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.read[path]
	return s != nil && s.v != nil
}
