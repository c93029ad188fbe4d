package analyzer

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/suggest"
	"moat/analyzer/value"
)

// suppress takes the findings that a suppression hides out of the report, and
// adds one for each suppression that doesn't do what its author meant.
func (a *analysis) suppress(r *Report, outcomes []outcome) {
	g := governor{
		analysis: a, ran: a.ran(outcomes), byFile: map[string][]*config.Suppression{}, trees: map[*config.Suppression]language.Tree{},
		rules: map[string]*rule.Rule{}, catalogue: a.engine.Catalogue(), used: map[*config.Suppression]map[string]bool{},
	}
	for _, own := range Governance() {
		g.rules[own.ID] = own
	}
	g.collect()
	var open []rule.Finding
	for _, f := range r.Findings {
		if by := g.hides(f); by != nil {
			r.Suppressed = append(r.Suppressed, Suppressed{f, by})
		} else {
			open = append(open, f)
		}
	}
	for _, s := range g.all {
		g.judge(s)
	}
	r.Findings = open
	if len(g.found) > 0 {
		slices.SortStableFunc(g.found, rule.Compare)
		number(g.found)
		r.Findings = append(r.Findings, g.found...)
		slices.SortStableFunc(r.Findings, rule.Compare)
	}
	r.Summary.Suppressed = len(r.Suppressed)
}

// governor holds the suppressions of a run.
type governor struct {
	*analysis
	ran     map[string]bool // ids of the rules that ran
	all     []*config.Suppression
	byFile  map[string][]*config.Suppression // those in comments, by file
	trees   map[*config.Suppression]language.Tree
	entries []*config.Suppression // those of the configuration
	rules   map[string]*rule.Rule // the engine's own, by id
	// catalogue is every rule that a suppression may name.
	catalogue []*rule.Rule
	used      map[*config.Suppression]map[string]bool
	found     []rule.Finding
}

// collect lists the suppressions in the order of files, those of the
// configuration last.
func (g *governor) collect() {
	parsed := g.load.parsed()
	if !g.opts.NoInlineSuppressions {
		for _, p := range slices.Sorted(maps.Keys(parsed)) {
			for _, s := range config.InComments(parsed[p]) {
				g.byFile[s.At.Path()] = append(g.byFile[s.At.Path()], s)
				g.trees[s] = parsed[p]
				g.all = append(g.all, s)
			}
		}
	}
	if g.opts.Config != nil {
		g.entries = g.opts.Config.Suppressions
		g.all = append(g.all, g.entries...)
	}
}

// hides returns the suppression that hides a finding; nil if none does. All that
// could are used.
func (g *governor) hides(f rule.Finding) *config.Suppression {
	var by *config.Suppression
	try := func(s *config.Suppression) {
		if !s.Names(f.Rule) || !s.Covers(f) {
			return
		}
		if g.used[s] == nil {
			g.used[s] = map[string]bool{}
		}
		g.used[s][f.Rule.ID] = true
		if by == nil && s.Wrong == "" && s.Reason != "" && !s.Expired(g.opts.Today) && g.opts.Config.Suppressible(f.Rule) {
			by = s
		}
	}
	files := []source.Range{f.At}
	if p := f.Resource.At.Path(); p != f.At.Path() {
		files = append(files, f.Resource.At)
	}
	for _, at := range files {
		for _, s := range g.byFile[at.Path()] {
			try(s)
		}
	}
	for _, s := range g.entries {
		try(s)
	}
	return by
}

// judge reports what is wrong with a suppression, the first thing of each rule
// it names.
func (g *governor) judge(s *config.Suppression) {
	if s.Wrong != "" {
		g.report(malformedID, s, "", "the suppression can't be understood, and hides nothing: "+s.Wrong)
		return
	}
	for _, name := range s.Rules {
		r := g.named(name)
		switch {
		case r == nil:
			g.report(malformedID, s, name, fmt.Sprintf("the suppression hides nothing: there is no rule %q%s", name, g.near(name)))
		case g.rules[r.ID] != nil:
			g.report(refusedID, s, r.ID, fmt.Sprintf("the suppression of %s hides nothing: a finding about suppressions can only be switched off in the configuration", r.ID))
		case !g.opts.Config.Suppressible(r):
			g.report(refusedID, s, r.ID, fmt.Sprintf("the suppression of %s hides nothing: the configuration declares the rule not suppressible", r.ID))
		case s.Reason == "":
			g.report(reasonlessID, s, r.ID, fmt.Sprintf("the suppression of %s gives no reason, and hides nothing until it does", r.ID))
		case s.Expired(g.opts.Today):
			g.report(expiredID, s, r.ID, fmt.Sprintf("the suppression of %s held until %s, and hides nothing any more", r.ID, s.Until))
		case !g.used[s][r.ID] && g.decidable(s, r):
			g.report(unusedID, s, r.ID, fmt.Sprintf("the suppression of %s hides nothing: the rule finds nothing here", r.ID))
		}
	}
}

func (g *governor) named(name string) *rule.Rule {
	for _, r := range g.catalogue {
		if (&config.Suppression{Rules: []string{name}}).Names(r) {
			return r
		}
	}
	return nil
}

func (g *governor) near(name string) string {
	var words []string
	for _, r := range g.catalogue {
		words = append(words, r.ID, r.Name)
	}
	if near := suggest.Nearest(name, words); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// decidable says whether this run can tell that a suppression hides nothing:
// its rule ran, and the file it is about was read whole.
func (g *governor) decidable(s *config.Suppression, r *rule.Rule) bool {
	if !g.ran[r.ID] {
		return false
	}
	if !s.InSource {
		// One that names no file may be about one that wasn't looked for.
		whole := slices.Contains(g.opts.Paths, ".") || slices.Contains(g.opts.Paths, g.opts.Config.Dir)
		for _, tree := range g.load.parsed() {
			if slices.ContainsFunc(tree.Problems(), func(d diag.Diagnostic) bool { return s.IsFor(d.At.Path()) }) {
				return false
			}
		}
		return whole
	}
	if g.opts.Callers && !slices.Contains(g.opts.Paths, s.At.Path()) {
		return false // other deployments read the file too
	}
	return !slices.ContainsFunc(g.trees[s].Problems(), func(d diag.Diagnostic) bool { return d.At.Path() == s.At.Path() })
}

func (g *governor) report(id string, s *config.Suppression, about, message string) {
	r := g.rules[id]
	settings := g.opts.Config.For(s.At.Path())
	if !g.selected(r, settings) {
		return
	}
	sum := sha256.Sum256([]byte(about))
	f := rule.Finding{
		Rule: r, Severity: r.Severity, SecuritySeverity: r.SecuritySeverity, Verdict: rule.Violated,
		// The key tells suppressions in one file apart by what they are about.
		Resource: rule.ResourceRef{IDKey: value.Key(sum[:len(value.Key{})])},
		Message:  message, At: s.At, Fix: r.Doc.Fix,
	}
	if as := settings.Rule(r); as.Severity != "" {
		f.Severity = as.Severity
	}
	g.found = append(g.found, f)
}
