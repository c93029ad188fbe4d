package analyzer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"moat/analyzer/config"
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/rule"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// analysis is one run of the engine.
type analysis struct {
	engine *Engine
	files  source.FS
	opts   Options
	jobs   int
	load   *loader

	mu       sync.Mutex
	problems []diag.Diagnostic
}

// Analyze finds the entry points below opts.Paths, evaluates them and runs the
// rules. The error is cancellation only: whatever is wrong with the files
// stands in the report, and everything else is analysed all the same.
func (e *Engine) Analyze(ctx context.Context, files source.FS, opts Options) (*Report, error) {
	a := &analysis{engine: e, files: files, opts: opts, jobs: opts.Jobs, load: newLoader(files, e.Languages, opts.Cache)}
	if a.jobs <= 0 {
		a.jobs = runtime.GOMAXPROCS(0)
	}
	found, err := a.search(ctx, opts.Paths)
	if err != nil {
		return nil, err
	}
	discover := a.entries
	if opts.Callers {
		discover = a.callers
	}
	entries := discover(found, opts.Params)
	outcomes := make([]outcome, len(entries))
	if err := a.evaluateAll(ctx, found, entries, outcomes); err != nil {
		return nil, err
	}
	r := a.report(outcomes)
	a.sweep(entries)
	return r, nil
}

// outcome is what one entry point came to; result is nil if it failed. The
// graph may be nil though it didn't, if it comes out of a Cache.
type outcome struct {
	entry    entry
	graph    *graph.Graph
	result   *language.Result
	findings []rule.Finding
	settings config.Settings
	ran      []*rule.Rule
	problems []diag.Diagnostic // met on the way, besides those of the result
	failed   bool              // by a fault of Moat's own, in a rule perhaps
}

func (a *analysis) problem(d diag.Diagnostic) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.problems = append(a.problems, d)
}

// recovered turns a panic into a problem at a file, so that the others are
// still analysed. It is to be deferred.
func (a *analysis) recovered(file, doing string) {
	if p := recover(); p != nil {
		a.problem(internal(source.NewFile(file, nil).Range(0, 0), doing, p))
	}
}

func internal(at source.Range, doing string, p any) diag.Diagnostic {
	return diag.Diagnostic{
		Kind: diag.Internal, At: at,
		Message: fmt.Sprintf("%s failed: %v (a fault of Moat; please report it, with %s)", doing, p, origin(debug.Stack())),
	}
}

// recovered does the same for what comes of one entry point.
func (o *outcome) recovered(at source.Range, doing string) {
	if p := recover(); p != nil {
		o.failed = true
		o.problems = append(o.problems, internal(at, doing, p))
	}
}

// origin is the place in Moat's own code that panicked, out of a stack trace.
func origin(stack []byte) string {
	seen := false
	for line := range strings.Lines(string(stack)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "panic(") {
			seen = true
			continue
		}
		if name, _, ok := strings.Cut(line, "("); seen && ok && strings.HasPrefix(name, "moat/") {
			return name
		}
	}
	return "the template"
}

func (a *analysis) evaluate(ctx context.Context, e entry, load language.Loader) (out outcome) {
	out.entry = e
	if ctx.Err() != nil {
		return out
	}
	defer out.recovered(source.NewFile(e.path, nil).Range(0, 0), "evaluation")
	in := language.Entry{Tree: e.tree, Vars: a.opts.Vars, Fixed: a.opts.Fixed}
	for _, p := range e.params {
		tree, err := load.Load(p)
		if err != nil {
			out.problems = append(out.problems, unreadable(p, err))
			continue
		}
		in.Params = append(in.Params, tree)
	}
	res, err := e.lang.Evaluate(ctx, in, load)
	if err != nil {
		if ctx.Err() == nil {
			out.failed = true
			out.problems = append(out.problems, diag.Diagnostic{Kind: diag.Internal, At: e.tree.Source().Range(0, 0), Message: err.Error()})
		}
		return out
	}
	out.graph = graph.New(res.Root)
	out.result = res
	out.settings = a.opts.Config.For(append([]string{e.path}, e.params...)...)
	if a.opts.Scope != "" {
		out.settings.Scope = a.opts.Scope
	}
	facts := rule.NewFacts()
	for _, r := range a.engine.Rules {
		if a.selected(r, out.settings) {
			a.check(&out, r, facts)
		}
	}
	return out
}

// selected says whether a rule runs: by the options, and by the configuration
// unless the options name the very rule.
func (a *analysis) selected(r *rule.Rule, s config.Settings) bool {
	matches := func(list []string) bool {
		return slices.ContainsFunc(list, func(p string) bool { return strings.HasPrefix(r.ID, strings.ToUpper(p)) })
	}
	named := slices.ContainsFunc(a.opts.Select, func(p string) bool { return strings.EqualFold(p, r.ID) })
	return (len(a.opts.Select) == 0 || matches(a.opts.Select)) && !matches(a.opts.Ignore) && (named || !s.Rule(r).Off)
}

func (a *analysis) check(out *outcome, r *rule.Rule, facts *rule.Facts) {
	defer out.recovered(out.entry.tree.Source().Range(0, 0), "rule "+r.ID)
	as := out.settings.Rule(r)
	r.Check(rule.NewPass(r, out.graph, out.settings.Scope, func(f rule.Finding) {
		f.EntryPoints = []string{out.entry.name()}
		if as.Severity != "" {
			f.Severity = as.Severity
		}
		out.findings = append(out.findings, f)
	}).Sharing(facts).With(out.settings.Settings))
	out.ran = append(out.ran, r)
}

func (a *analysis) report(outcomes []outcome) *Report {
	r := &Report{Summary: Summary{Unknown: map[value.Reason]int{}}}
	var findings []rule.Finding
	secrets := map[source.Range]bool{}
	missing := map[string]bool{}
	problems := slices.Clone(a.problems)
	for _, o := range outcomes {
		problems = append(problems, o.problems...)
		if o.result == nil {
			continue
		}
		r.Entries = append(r.Entries, EntryPoint{
			Path: o.entry.path, Params: o.entry.params, Language: o.entry.lang.Name(), Graph: o.graph, Source: o.entry.tree.Source(),
			Folder: isFolder(o.entry.tree), Notes: o.result.Notes,
		})
		findings = append(findings, o.findings...)
		problems = append(problems, o.result.Problems...)
		for _, at := range o.result.Secrets {
			secrets[at] = true
		}
		c := o.result.Coverage
		r.Summary.Resources += c.Resources
		r.Summary.Known += c.Known
		for reason, n := range c.Unknown {
			r.Summary.Unknown[reason] += n
		}
		for _, m := range c.MissingModules {
			missing[m] = true
		}
	}
	r.Summary.EntryPoints = len(r.Entries)
	for p, err := range a.load.unread {
		problems = append(problems, unreadable(p, err))
	}
	for _, tree := range a.load.parsed() {
		r.Summary.Files += filesOf(tree)
		problems = append(problems, tree.Problems()...)
	}
	r.Problems = diag.Sort(problems)
	r.Findings = merge(findings)
	a.suppress(r, outcomes)
	a.joinEnvironments(r, outcomes)
	a.compare(r, outcomes)
	for _, f := range r.Findings {
		if f.Verdict == rule.Undetermined {
			r.Summary.Undetermined++
		} else {
			r.Summary.Findings++
		}
	}
	for at := range secrets {
		r.Secrets = append(r.Secrets, at)
	}
	slices.SortFunc(r.Secrets, source.Range.Compare)
	for m := range missing {
		r.Summary.MissingModules = append(r.Summary.MissingModules, m)
	}
	slices.Sort(r.Summary.MissingModules)
	return r
}

// filesOf counts the files behind a tree.
func filesOf(t language.Tree) int {
	if g, ok := t.(language.Gathered); ok {
		return len(g.Files())
	}
	return 1
}

func isFolder(t language.Tree) bool {
	_, ok := t.(language.Gathered)
	return ok
}

// merge sorts findings and joins those that differ only in the entry point that
// shows them. Fingerprints know neither line nor entry point, so they outlive
// both; equal ones are numbered in order.
func merge(fs []rule.Finding) []rule.Finding {
	slices.SortStableFunc(fs, rule.Compare)
	var out []rule.Finding
	for _, f := range fs {
		if n := len(out); n > 0 && rule.Compare(out[n-1], f) == 0 {
			have := &out[n-1]
			have.EntryPoints = append(have.EntryPoints, f.EntryPoints...)
			have.Assumed = have.Assumed && f.Assumed
			if f.Severity.Rank() > have.Severity.Rank() { // configured for one of the deployments
				have.Severity = f.Severity
			}
			continue
		}
		f.EntryPoints = slices.Clone(f.EntryPoints)
		out = append(out, f)
	}
	for i := range out {
		slices.Sort(out[i].EntryPoints)
		out[i].EntryPoints = slices.Compact(out[i].EntryPoints)
	}
	number(out)
	return out
}

// homeOf is the file that a finding belongs to: its own, but that of the
// resource where it stands in another one, most often a parameter file. A second
// environment with the same gap leaves the fingerprint as it is.
func homeOf(f *rule.Finding) string {
	if f.Resource.At.IsValid() {
		return f.Resource.At.Path()
	}
	return f.At.Path()
}

// number fills in the fingerprints of sorted findings.
func number(fs []rule.Finding) {
	count := map[string]int{}
	next := func(id string) string {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s|%d", id, count[id]))
		count[id]++
		return hex.EncodeToString(sum[:16])
	}
	for i := range fs {
		f := &fs[i]
		// The name as text: its key holds the place of a newGuid() or utcNow(),
		// which lines above it would move.
		name := strings.ToLower(f.Resource.Name)
		if name == "" {
			name = fmt.Sprintf("%x", f.Resource.IDKey)
		}
		id := fmt.Sprintf("%s|%s|%s|%s", f.Rule.ID, strings.ToLower(f.Resource.Type), name, f.Path)
		f.Fingerprint, f.Moved = next(id+"|"+homeOf(f)), next(id)
	}
}
