package template

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// Bounds of one evaluation, as counts, so that the outcome never depends on the
// speed of the machine. They lie far above what Azure itself accepts (800
// resources, 16 levels of nesting) and below what would hurt.
const (
	maxSteps     = 5_000_000 // expressions evaluated
	maxInstances = 50_000    // resources and module calls
	maxItems     = 2_000_000 // elements produced by loops, over the whole run
	maxLoop      = 20_000    // iterations of one loop
	maxNesting   = 24        // module calls inside one another
	maxDepth     = 512       // expressions inside one another
	maxChain     = 4_000     // expressions waiting for one another, through declarations and modules
	maxPieces    = 50_000    // parts of one value that isn't known throughout
	maxSize      = 500_000   // values inside one value, counted as often as it holds them
	maxAssumed   = 2_000     // variables read again under a condition
	maxString    = 4 << 20   // bytes of one string: the size limit of a template
	maxElements  = 100_000   // elements of one array
	maxProblems  = 1000      // diagnostics of one run
)

// Evaluate works out what an entry point would deploy. Trees of both front ends
// come here; the error is cancellation or a failure of Moat's own.
func Evaluate(ctx context.Context, e language.Entry, l language.Loader) (*language.Result, error) {
	src, ok := e.Tree.(Source)
	if !ok {
		return nil, fmt.Errorf("%s: not a template", e.Tree.Source().Path())
	}
	r := &run{
		ctx: ctx, loader: l,
		memo:        map[memoKey]*instance{},
		imports:     map[*Template]*instance{},
		secrets:     map[source.Range]bool{},
		exposure:    exposure{map[exposedOrigin]bool{}, map[exposedArgument]bool{}},
		secretTypes: map[*Type]bool{},
		missing:     map[string]bool{},
		once:        map[onceKey]bool{},
	}
	t := src.Template()
	scope := rootScope(t.Scope, e.Fixed)
	args := r.parameterValues(t, e)
	root := r.newInstance(t, scope, args, "", 0)
	root.stack = []*Template{t}
	root.build()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r.result(root), nil
}

func rootScope(s graph.Scope, fixed *language.FixedScope) *fn.Scope {
	kind := scopeKind(s)
	if fixed == nil {
		return fn.DefaultScope(kind)
	}
	out := fn.FixedScope(kind, fixed.SubscriptionID, fixed.ResourceGroup, fixed.Location)
	if fixed.TenantID != "" {
		out.TenantID = value.NewString(fixed.TenantID, nil)
	}
	if fixed.DeploymentName != "" {
		out.DeploymentName = value.NewString(fixed.DeploymentName, nil)
	}
	return out
}

func scopeKind(s graph.Scope) fn.ScopeKind {
	switch s {
	case graph.ScopeSubscription:
		return fn.Subscription
	case graph.ScopeManagementGroup:
		return fn.ManagementGroup
	case graph.ScopeTenant:
		return fn.Tenant
	case graph.ScopeLocal:
		return fn.Local
	}
	return fn.ResourceGroup
}

// run is one evaluation of an entry point, with all the modules it calls.
type run struct {
	ctx    context.Context
	loader language.Loader

	steps, instances, items int
	chain                   int  // expressions that are being evaluated
	assumed                 int  // variables that were read again under a condition
	stopped                 bool // cancelled, or out of steps
	mute                    bool // see aside

	memo     map[memoKey]*instance
	imports  map[*Template]*instance
	problems []diag.Diagnostic
	once     map[onceKey]bool
	secrets  map[source.Range]bool
	exposure exposure
	// secretTypes says which types hold a secret, as far as it was asked.
	secretTypes map[*Type]bool
	missing     map[string]bool
}

// onceKey keeps a diagnostic from being repeated by every instance of a module.
type onceKey struct {
	at   source.Range
	kind diag.Kind
	msg  string
}

// aside evaluates what no deployment need evaluate: what is wrong with it is
// no problem of the template.
func (r *run) aside(f func()) {
	was := r.mute
	r.mute = true
	f()
	r.mute = was
}

func (r *run) problem(kind diag.Kind, at source.Range, format string, args ...any) {
	if r.mute && kind != diag.Limit {
		return
	}
	k := onceKey{at, kind, fmt.Sprintf(format, args...)}
	if r.once[k] || len(r.problems) >= maxProblems {
		return
	}
	r.once[k] = true
	r.problems = append(r.problems, diag.Diagnostic{Kind: kind, At: at, Message: k.msg})
}

// step counts one evaluated expression; false means that the run is over.
func (r *run) step(at source.Range) bool {
	if r.stopped {
		return false
	}
	r.steps++
	if r.steps&0x3ff == 0 && r.ctx.Err() != nil {
		r.stopped = true
		return false
	}
	if r.steps > maxSteps {
		r.stopped = true
		r.problem(diag.Limit, at, "evaluation stopped here after %d expressions; what follows is unknown", maxSteps)
		return false
	}
	return true
}

func (r *run) result(root *instance) *language.Result {
	res := &language.Result{Root: root.module, Problems: diag.Sort(r.problems)}
	res.Coverage = language.CoverageOf(root.module)
	for m := range r.missing {
		res.Coverage.MissingModules = append(res.Coverage.MissingModules, m)
	}
	slices.Sort(res.Coverage.MissingModules)
	for at := range r.secrets {
		res.Secrets = append(res.Secrets, at)
	}
	slices.SortFunc(res.Secrets, source.Range.Compare)
	return res
}

// load parses the template at a path. A failure is reported at the place that
// names the file.
func (r *run) load(path string, at source.Range) (Source, bool) {
	tree, err := r.loader.Load(path)
	if err != nil {
		kind, msg := ioReason(err, path)
		r.problem(kind, at, "%s", msg)
		return nil, false
	}
	src, ok := tree.(Source)
	if !ok {
		r.problem(diag.Binding, at, "%q isn't a template", path)
		return nil, false
	}
	return src, true
}

func ioReason(err error, path string) (diag.Kind, string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.Binding, fmt.Sprintf("%q doesn't exist", path)
	case errors.Is(err, source.ErrOutside):
		return diag.Binding, fmt.Sprintf("%q lies outside the workspace, which Moat doesn't read; widen it with --root", path)
	case errors.Is(err, language.ErrUnclaimed):
		return diag.Binding, fmt.Sprintf("%q isn't a template that Moat can read", path)
	case errors.Is(err, source.ErrTooLarge):
		return diag.Limit, fmt.Sprintf("%q is larger than %d MiB", path, source.MaxFileSize>>20)
	case errors.Is(err, fs.ErrPermission):
		return diag.IO, fmt.Sprintf("%q can't be read: permission denied", path)
	}
	return diag.IO, fmt.Sprintf("%q can't be read: %v", path, err)
}

// lower is the form under which names of parameters, outputs and the like are
// found: ARM folds their case.
func lower(s string) string { return strings.ToLower(s) }
