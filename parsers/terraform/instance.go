package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

type diagnostics = hcl.Diagnostics

// instance is one evaluation of a module with given arguments. Values are
// worked out when they are first asked for, so the order of declarations
// doesn't matter.
type instance struct {
	run  *run
	mod  *module
	args map[string]typed.Value // by name of the variable
	// id tells this instance from others: "" for the root. It keeps apart
	// unknown variables and random values of different instances.
	id    string
	depth int
	// frames is how many module instances this one makes, itself included: equal
	// calls share their evaluation, but not their place in the graph.
	frames int
	stack  []*module // being evaluated, this one last
	// atoms is set when something here differs in every instance, so that the
	// evaluation can't be shared.
	atoms bool
	// exposed are the parts of variables that are secret where they are used.
	exposed []variablePart
	// configs are the provider configurations in force, by local name, with the
	// alias behind a dot.
	configs map[string]*providerConfig

	parent *callHandle // the call that made it first; nil for the root
	// lazyArgs, in place of args, are evaluated when they are asked for.
	lazyArgs  map[string]func() typed.Value
	asked     map[string]bool // outputs that are being worked out so
	templates int             // templates around

	vars     map[string]*cell
	locals   map[string]*cell
	blocks   map[any]*expansion  // of *resource and *moduleCall
	types    map[string]cty.Type // of the outputs
	declared []*handle           // of graph.Resources, in the same order
	made     []*callHandle       // of graph.Calls, in the same order
	graph    *graph.Module
}

// cell is a value worked out at most once.
type cell struct {
	state cellState
	v     typed.Value
	// quiet is set where v was worked out for a place that may never be
	// reached, so that what is wrong with it was not reported.
	quiet bool
}

type cellState uint8

const (
	cellNew cellState = iota
	cellBusy
	cellDone
)

func (r *run) newInstance(m *module, id string, depth int) *instance {
	return &instance{
		run: r, mod: m, id: id, depth: depth, frames: 1,
		vars:   make(map[string]*cell, len(m.variables)),
		locals: make(map[string]*cell, len(m.locals)),
		blocks: map[any]*expansion{},
		types:  make(map[string]cty.Type, len(m.outputs)),
		graph:  &graph.Module{File: m.file, Scope: graph.ScopeSubscription, Dialect: dialect()},
	}
}

// build works out everything that the module declares.
func (in *instance) build() {
	m := in.graph
	for _, f := range in.mod.unread {
		m.Gaps = append(m.Gaps, graph.Gap{Kind: graph.GapDeclaration, Name: f.Path(), At: f.Range(0, 0), Why: "the file can't be read"})
	}
	for _, v := range in.mod.variables {
		m.Parameters = append(m.Parameters, graph.Parameter{
			Name: v.name, Type: typeName(v.typ), Secure: v.sensitive, Value: in.variable(v.name, v.nameAt).V, At: v.nameAt,
			Default: in.declaredDefault(v), Listed: v.oneOf != nil,
		})
	}
	for _, r := range in.mod.resources {
		in.declare(r)
	}
	for _, c := range in.mod.calls {
		in.callModule(c)
	}
	for _, o := range in.mod.outputs {
		in.output(o)
	}
	in.unusedLocals()
	in.resolveDependencies()
}

// unusedLocals evaluates the locals that nothing asked for, for what is wrong
// with them.
func (in *instance) unusedLocals() {
	for _, l := range in.mod.locals {
		if in.locals[l.name] == nil {
			in.local(in.top(), l.name, source.Range{})
		}
	}
	for _, l := range in.mod.locals {
		in.graph.Variables = append(in.graph.Variables, graph.Variable{Name: l.name, Value: in.local(in.top(), l.name, l.nameAt).V, At: l.nameAt})
	}
}

// declaredDefault is the default of a variable, whether or not it is taken; nil
// without one.
func (in *instance) declaredDefault(v *variable) value.Value {
	if v.value == nil {
		return nil
	}
	d := in.defaultValue(v).V
	if v.sensitive {
		d = value.AsSecret(d)
		in.expose(d)
	}
	return d
}

// typeName is a type as graphs name it.
func typeName(t cty.Type) string {
	switch {
	case t == cty.String:
		return "string"
	case t == cty.Number:
		return "int"
	case t == cty.Bool:
		return "bool"
	case typed.IsSequence(t):
		return "array"
	case typed.IsMapping(t):
		return "object"
	}
	return "any"
}

func (in *instance) output(o *output) {
	v := in.outputValue(o)
	in.expose(v.V)
	in.types[o.name] = v.T
	in.graph.Outputs = append(in.graph.Outputs, graph.Output{
		Name: o.name, Type: typeName(v.T), Secure: o.sensitive, Value: v.V, At: o.nameAt,
	})
}

func (in *instance) outputValue(o *output) typed.Value {
	v := in.failed("output", o.nameAt)
	if o.value != nil {
		v = in.eval(in.top(), o.value.expr)
	} else if o.damaged {
		v = in.unknown(value.ReasonParseError, o.name, o.nameAt)
	}
	v.V = in.plain(v.V, o.nameAt)
	if o.sensitive {
		v.V = value.AsSecret(v.V)
		if o.value != nil {
			in.run.noteSecrets(in.mod, o.value.expr)
		}
	}
	return v
}

// plain replaces references to whole resources and modules by objects of what
// can be read from them.
func (in *instance) plain(v value.Value, at source.Range) value.Value {
	switch v := v.(type) {
	case value.Ref:
		return in.materialise(v, at).V
	case value.Array:
		if holdsRef(v) {
			return v.MapItems(func(it value.Value) value.Value { return in.plain(it, at) })
		}
	case value.Object:
		if holdsRef(v) {
			return v.MapMembers(func(m value.Member) value.Member {
				m.Value = in.plain(m.Value, at)
				return m
			})
		}
	}
	return v
}

func holdsRef(v value.Value) bool {
	if value.IsKnown(v) {
		return false
	}
	switch v := v.(type) {
	case value.Ref:
		return true
	case value.Array:
		for _, it := range v.Items() {
			if holdsRef(it) {
				return true
			}
		}
		for _, it := range v.Loose() {
			if holdsRef(it) {
				return true
			}
		}
	case value.Object:
		for _, m := range v.Members() {
			if holdsRef(m.Value) {
				return true
			}
		}
	}
	return false
}

// local returns a local's value under the assumptions of c.
func (in *instance) local(c *scope, name string, at source.Range) typed.Value {
	d := in.mod.localDecl[name]
	if d == nil {
		in.run.problem(diag.Binding, at, "there is no local %q in this module%s", name, suggestion(name, in.mod.localNames()))
		return in.failed(name, at)
	}
	cl := in.locals[name]
	if cl == nil {
		cl = &cell{}
		in.locals[name] = cl
	}
	switch cl.state {
	case cellBusy:
		in.run.problem(diag.Evaluation, d.nameAt, "local %q depends on itself", name)
		return in.failed(name, d.nameAt)
	case cellDone:
		if !cl.quiet || c.maybe {
			break
		}
		fallthrough
	case cellNew:
		cl.state, cl.quiet = cellBusy, c.maybe
		top := in.top()
		top.maybe, top.depth = c.maybe, c.depth
		cl.v = in.eval(top, d.expr)
		cl.state = cellDone
	}
	v := cl.v
	if c.assume != nil && c.assume.cond.Touches(v.V) {
		v = c.assume.local(in, name, d, v)
	}
	if o := v.V.Origin(); o != nil && at.IsValid() {
		v.V = value.WithOrigin(v.V, value.NewOrigin(value.Origin{Kind: value.OriginVariable, At: d.nameAt, Name: name, Next: o}))
	}
	return v
}

func (m *module) localNames() []string {
	out := make([]string, len(m.locals))
	for i, l := range m.locals {
		out[i] = l.name
	}
	return out
}

// failed is the value of an expression that has none.
func (in *instance) failed(what string, at source.Range) typed.Value {
	return in.unknown(value.ReasonTypeError, what, at)
}

func (in *instance) unknown(reason value.Reason, what string, at source.Range) typed.Value {
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
		Sym:    value.SymAtom("<"+string(reason)+": "+what+">", placeID(at)),
		Why:    []value.Why{{Reason: reason, Name: what, At: at}},
		Origin: value.Computed(at, what),
	})}
}

func placeID(at source.Range) string { return fmt.Sprintf("%s:%d-%d", at.Path(), at.Start, at.End) }

// suggestion is the name nearest to a misspelt one, as a question; "" if none
// is near.
func suggestion(name string, names []string) string {
	best, least := "", max(2, len(name)/3)+1
	for _, n := range names {
		if d := distance(name, n, least); d < least {
			best, least = n, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance is the number of edits from a to b, at most limit.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit || len(a) > 128 || len(b) > 128 {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		last := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := last
			if a[i-1] != b[j-1] {
				cost++
			}
			last, row[j] = row[j], min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return min(row[len(b)], limit)
}

// traversalText is a reference as it is written, for messages.
func traversalText(t hcl.Traversal) string {
	var b strings.Builder
	for _, s := range t {
		switch s := s.(type) {
		case hcl.TraverseRoot:
			b.WriteString(s.Name)
		case hcl.TraverseAttr:
			b.WriteString("." + s.Name)
		case hcl.TraverseIndex:
			b.WriteString("[…]")
		}
	}
	return b.String()
}
