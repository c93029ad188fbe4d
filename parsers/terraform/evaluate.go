package terraform

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/azurerm"
)

// Bounds of one evaluation, as counts, so that the outcome never depends on the
// speed of the machine.
const (
	maxSteps     = 1_000_000 // expressions evaluated
	maxInstances = 50_000    // resources and module calls
	maxItems     = 2_000_000 // elements produced by loops, over the whole run
	maxLoop      = 20_000    // iterations of one loop
	maxCount     = 2_000     // instances of one block
	maxNesting   = 24        // module calls inside one another
	maxDepth     = 512       // expressions inside one another
	maxChain     = 4_000     // expressions waiting for one another, through declarations and modules
	maxPieces    = 50_000    // parts of one value that isn't known throughout
	maxSize      = 500_000   // values inside one value, counted as often as it holds them
	maxAssumed   = 2_000     // locals read again under a condition
	maxString    = 4 << 20   // bytes of one string
	maxProblems  = 1000      // diagnostics of one run
)

// run is one evaluation of a root module, with all the modules it calls.
type run struct {
	ctx    context.Context
	loader language.Loader
	types  *azurerm.Types
	root   *module
	manifest

	steps, instances, items int
	chain                   int  // expressions that are being evaluated
	assumed                 int  // locals that were read again under a condition
	stopped                 bool // cancelled, or out of steps

	major    int // of the azurerm provider
	memo     map[memoKey]*instance
	problems []diag.Diagnostic
	once     map[onceKey]bool
	secrets  map[source.Range]bool
	exposure exposure
	missing  map[string]bool
	notes    []string
	unmapped int // resources of types without a counterpart in ARM
	// readFrom tells which resource a value was read from, by the origin that
	// reading gave it.
	readFrom map[*value.Origin]*handle
	deps     map[*module]*dependencyTable
}

// onceKey keeps a diagnostic from being repeated by every instance of a module.
type onceKey struct {
	at   source.Range
	kind diag.Kind
	msg  string
}

// evaluate works out what a root module would deploy.
func evaluate(ctx context.Context, e language.Entry, l language.Loader) (*language.Result, error) {
	root, err := evaluateRoot(ctx, e, l)
	if err != nil {
		return nil, err
	}
	r := root.run
	res := &language.Result{Root: root.graph, Problems: diag.Sort(r.problems), Notes: r.notes}
	res.Coverage = language.CoverageOf(root.graph)
	if r.unmapped > 0 {
		res.Coverage.Unknown[value.ReasonUnmappedType] += r.unmapped
	}
	res.Coverage.MissingModules = slices.Sorted(maps.Keys(r.missing))
	for at := range r.secrets {
		res.Secrets = append(res.Secrets, at)
	}
	slices.SortFunc(res.Secrets, source.Range.Compare)
	return res, nil
}

func evaluateRoot(ctx context.Context, e language.Entry, l language.Loader) (*instance, error) {
	t, ok := e.Tree.(*Tree)
	if !ok {
		return nil, fmt.Errorf("%s: not a Terraform module", e.Tree.Source().Path())
	}
	r := newRun(ctx, l, t.mod)
	r.readManifest()
	major, note := r.chooseMajor()
	r.major = major
	if note != "" {
		r.notes = append(r.notes, note)
	}
	root := r.newInstance(t.mod, "", 0)
	root.stack = []*module{t.mod}
	root.args = r.rootValues(root, t, e)
	root.configureProviders(nil)
	root.build()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return root, nil
}

func (r *run) problem(kind diag.Kind, at source.Range, format string, args ...any) {
	k := onceKey{at, kind, fmt.Sprintf(format, args...)}
	if r.once[k] || len(r.problems) >= maxProblems {
		return
	}
	r.once[k] = true
	r.problems = append(r.problems, diag.Diagnostic{Kind: kind, At: oneLine(at), Message: k.msg})
}

// oneLine is the first line of a place: a mark over many helps nobody.
func oneLine(at source.Range) source.Range {
	for i, c := range at.Bytes() {
		if c == '\n' || c == '\r' {
			at.End = at.Start + i
			break
		}
	}
	return at
}

// step counts one evaluated expression; false means that the run is over.
func (r *run) step(at func() source.Range) bool {
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
		r.problem(diag.Limit, at(), "evaluation stopped here after %d expressions; what follows is unknown", maxSteps)
		return false
	}
	return true
}

// noteSecrets remembers the literals in an expression whose value is secret, so
// that no output quotes them.
func (r *run) noteSecrets(m *module, e hclsyntax.Expression) {
	if e == nil {
		return
	}
	walkExpr(e, func(e hclsyntax.Expression) {
		switch e := e.(type) {
		case *hclsyntax.TemplateExpr:
			r.secrets[m.at(e.SrcRange)] = true
		case *hclsyntax.LiteralValueExpr:
			r.secrets[m.at(e.SrcRange)] = true
		}
	})
}

// walkExpr calls f for e and every expression inside it.
func walkExpr(e hclsyntax.Expression, f func(hclsyntax.Expression)) {
	_ = hclsyntax.VisitAll(e, func(n hclsyntax.Node) (d diagnostics) {
		if x, ok := n.(hclsyntax.Expression); ok {
			f(x)
		}
		return nil
	})
}

func ioReason(err error, path string) (diag.Kind, string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.Binding, fmt.Sprintf("%q doesn't exist", path)
	case errors.Is(err, source.ErrOutside):
		return diag.Binding, fmt.Sprintf("%q lies outside the workspace, which Moat doesn't read; widen it with --root", path)
	case errors.Is(err, language.ErrUnclaimed):
		return diag.Binding, fmt.Sprintf("%q holds no Terraform files", path)
	case errors.Is(err, source.ErrTooLarge):
		return diag.Limit, fmt.Sprintf("%q is larger than %d MiB", path, source.MaxFileSize>>20)
	case errors.Is(err, fs.ErrPermission):
		return diag.IO, fmt.Sprintf("%q can't be read: permission denied", path)
	}
	return diag.IO, fmt.Sprintf("%q can't be read", path)
}

// countInstance counts a resource or module call; false if there are too many.
func (in *instance) countInstance(at source.Range, typ string) bool {
	r := in.run
	if r.instances >= maxInstances {
		r.problem(diag.Limit, at, "the deployment has more than %d resources; the rest is not looked at", maxInstances)
		in.graph.Gaps = append(in.graph.Gaps, graph.Gap{Kind: graph.GapLimit, Type: typ, At: at, Why: "too many resources"})
		return false
	}
	r.instances++
	return true
}
