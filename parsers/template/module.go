package template

import (
	"fmt"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// callHandle is one use of a module: a declaration, in one run of its loop.
type callHandle struct {
	in   *instance
	decl *Module
	it   *iteration
	c    *evalContext

	name, id cell
	scope    *fn.Scope
	state    cellState
	inst     *instance // nil if the module couldn't be read
	args     map[string]value.Value
	call     *graph.Call
	outs     map[string]value.Value
	weighed  bool // whether it takes place is being asked for
}

// outputsOf stands for module.outputs. Wrapped ones are ARM's, whose values
// stand under .value.
type outputsOf struct {
	call    *callHandle
	wrapped bool
}

func (in *instance) callFor(d *Module, it *iteration) *callHandle {
	key := runKey(d, it)
	if h, ok := in.calls[key]; ok {
		return h
	}
	h := &callHandle{in: in, decl: d, it: it, c: in.base()}
	if it != nil {
		h.c = h.c.iteration(*it, d.Loop.Item, d.Loop.Index, d.Loop.Name, d.Loop.In == nil, true)
	}
	in.calls[key] = h
	return h
}

// callModule lists the calls of a module declaration.
func (in *instance) callModule(d *Module) {
	its := []*iteration{nil}
	if d.Loop != nil {
		runs := in.loopRuns(d.Loop)
		its = its[:0]
		for i := range runs {
			its = append(its, &runs[i])
		}
	}
	for _, it := range its {
		if in.run.stopped {
			return
		}
		in.callFor(d, it).evaluate()
	}
}

// deploymentName is the name of the deployment that the call makes; one that
// isn't written is made from the symbol, as the official compiler does.
func (h *callHandle) deploymentName() value.Value {
	switch h.name.state {
	case cellDone:
		return h.name.v
	case cellBusy:
		h.in.run.problem(diag.Evaluation, h.decl.At, "the name of this module depends on itself")
		return h.in.typeError("name", h.decl.At)
	}
	h.name.state = cellBusy
	if h.decl.Name != nil {
		c := *h.c
		c.maybe = c.maybe || h.decl.Condition != nil
		h.name.v = h.in.eval(&c, h.decl.Name)
	} else {
		h.name.v = h.generatedName()
	}
	h.name.state = cellDone
	return h.name.v
}

// Deployment names end at 64 characters; a generated one has 13 of hash and, in
// a loop, up to 3 of index, each behind a dash.
func (h *callHandle) generatedName() value.Value {
	hash := h.in.apply(h.c, "uniqueString", h.decl.At, []fn.Arg{
		plainArg(value.NewString(h.decl.Symbol, nil), h.decl.At),
		plainArg(h.in.scope.DeploymentName, h.decl.At),
	})
	room := 64 - 13 - 1
	pieces := []value.Piece{{}, {Lit: "-"}}
	if h.it != nil {
		room -= 4
		pieces = append(pieces, asPiece(h.it.i), value.Piece{Lit: "-"})
	}
	pieces[0].Lit = h.decl.Symbol[:min(len(h.decl.Symbol), room)]
	return value.NewText(append(pieces, asPiece(hash)), value.Literal(h.decl.At))
}

func (h *callHandle) deploymentID() value.Value {
	if h.id.state != cellDone {
		prefix := h.target().ID()
		h.id.v = value.NewText([]value.Piece{
			asPiece(prefix), {Lit: "/providers/Microsoft.Resources/deployments/"}, asPiece(h.deploymentName()),
		}, value.Literal(h.decl.At))
		h.id.state = cellDone
	}
	return h.id.v
}

// target is where the module is deployed to.
func (h *callHandle) target() *fn.Scope {
	if h.scope != nil {
		return h.scope
	}
	h.scope = h.in.scope // while it is being worked out
	s := *h.in.scope
	c := *h.c
	c.maybe = c.maybe || h.decl.Condition != nil
	switch {
	case h.decl.ScopeRef != nil:
		if id := h.in.scopeValue(&c, h.decl.ScopeRef); id != nil {
			s = *h.in.scopeAt(id, h.decl.ScopeRef, &c)
		}
	case h.decl.TargetResourceGroup != nil || h.decl.TargetSubscription != nil:
		if h.decl.TargetSubscription != nil {
			s.SubscriptionID = h.in.eval(&c, h.decl.TargetSubscription)
			s.Kind = fn.Subscription
		}
		if h.decl.TargetResourceGroup != nil {
			s.Kind = fn.ResourceGroup
			s.ResourceGroupName = h.in.eval(&c, h.decl.TargetResourceGroup)
			s.ResourceGroupLocation = h.in.groupLocation(&s)
		}
	}
	h.scope = &s
	return h.scope
}

// scopeAt reads a scope off its id.
func (in *instance) scopeAt(id value.Value, e expression.Expr, c *evalContext) *fn.Scope {
	s := *in.scope
	parts := splitSlashes(id)
	lit := func(i int) string {
		if i < len(parts) {
			if t, ok := parts[i].(value.String); ok {
				return strings.ToLower(t.String())
			}
		}
		return ""
	}
	switch {
	case len(parts) == 1 && lit(0) == "" && parts[0].Kind() == value.KindString:
		s.Kind = fn.Tenant
		return &s
	case len(parts) >= 5 && lit(1) == "subscriptions" && lit(3) == "resourcegroups":
		s.Kind = fn.ResourceGroup
		s.SubscriptionID, s.ResourceGroupName = parts[2], parts[4]
		s.ResourceGroupLocation = in.groupLocation(&s)
		return &s
	case len(parts) == 3 && lit(1) == "subscriptions":
		s.Kind = fn.Subscription
		s.SubscriptionID = parts[2]
		return &s
	case len(parts) >= 5 && lit(2) == "microsoft.management" && lit(3) == "managementgroups":
		s.Kind = fn.ManagementGroup
		s.ManagementGroupName = parts[4]
		return &s
	}
	if id.Kind() != value.KindUnknown {
		in.fault(c, e.Range(), "a module can be deployed to a resource group, a subscription, a management group or the tenant, not to this")
		return &s
	}
	// A scope that can't be told: a group of its own, so that nothing is
	// mistaken for a neighbour.
	s.Kind = fn.ResourceGroup
	s.ResourceGroupName = id
	s.ResourceGroupLocation = value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(id, "location"), Why: value.WhyOf(id), Type: value.TypeString,
	})
	return &s
}

// groupLocation is the location of a resource group: that of the deployment's
// own group, or what the template declares for the group it makes.
func (in *instance) groupLocation(s *fn.Scope) value.Value {
	own := in.scope
	if own.Kind == fn.ResourceGroup && own.ResourceGroupName != nil &&
		value.IDKey(own.ResourceGroupName) == value.IDKey(s.ResourceGroupName) &&
		value.IDKey(own.SubscriptionID) == value.IDKey(s.SubscriptionID) {
		return own.ResourceGroupLocation
	}
	if l := in.declaredGroupLocation(value.IDKey(s.ID())); l != nil {
		return l
	}
	args := []value.Value{s.ResourceGroupName}
	if own.SubscriptionID != nil && s.SubscriptionID.Key() != own.SubscriptionID.Key() {
		args = []value.Value{s.SubscriptionID, s.ResourceGroupName}
	}
	group := value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("resourceGroup", args...), Type: value.TypeObject,
		Why: []value.Why{{Reason: value.ReasonEnvironment, Name: "resourceGroup"}},
	})
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(group, "location"), Type: value.TypeString,
		Why: []value.Why{{Reason: value.ReasonEnvironment, Name: "resourceGroup"}},
	})
}

// declaredGroupLocation is what this template declares as the location of the
// resource group with a folded id; nil if it declares none.
func (in *instance) declaredGroupLocation(id value.Key) value.Value {
	for _, d := range in.t.Resources {
		if d.Existing || !strings.EqualFold(d.Type, "Microsoft.Resources/resourceGroups") {
			continue
		}
		if loop := loopOf(d); loop != nil && in.looping[loop] {
			continue
		}
		for _, h := range in.handlesOf(d) {
			if h.own.state != cellBusy && h.id.state != cellBusy && value.IDKey(h.resourceID()) == id {
				return h.declaredMember("location")
			}
		}
	}
	return nil
}

// evaluate works the call out, once: its condition, its arguments and the
// module itself.
func (h *callHandle) evaluate() {
	if h.state != cellNew {
		return
	}
	h.state = cellBusy
	defer func() { h.state = cellDone }()
	in, d := h.in, h.decl
	cond := h.condition()
	if b, ok := cond.(value.Bool); ok && !b.Bool() {
		return
	}
	if !in.countInstance(d.At) {
		return
	}
	if cond.Kind() != value.KindBool {
		h.c = h.c.given(cond)
		h.c.maybe = true
	}
	call := &graph.Call{
		Symbol: d.Symbol, Index: len(in.module.Calls), Path: d.Path, At: d.At, Condition: cond,
		Name: h.deploymentName(), ID: h.deploymentID(), Scope: h.target().ID(),
	}
	if h.it != nil {
		call.Loop = h.it.loop()
	}
	h.call = call
	// A run looked up by an index that fits none of the loop's is one of them,
	// not one more: its outputs can be read, but it deploys nothing of its own.
	looked := h.it != nil && in.isLooked(h.it)
	if looked {
		call.Index = -1
	} else {
		in.module.Calls = append(in.module.Calls, call)
		in.made = append(in.made, h)
	}

	t := h.template()
	args := h.arguments(t)
	if t == nil && looked {
		return
	}
	if t == nil {
		in.module.Gaps = append(in.module.Gaps, graph.Gap{
			Kind: graph.GapModule, Name: d.Path, At: d.PathAt, Call: call, Why: call.Missing,
		})
		in.run.missing[d.Path] = true
		return
	}
	scope := *h.target()
	scope.DeploymentName = call.Name
	if d.Outer {
		h.inst = in.nested(t, &scope, h)
	} else {
		h.inst = in.run.call(t, &scope, args, h.path(), in.depth+1, in)
	}
	in.atoms = in.atoms || h.inst.atoms
	call.Module = h.inst.module
	h.args = args
	h.declareSecrets()
}

// path tells this call from all others of the run.
func (h *callHandle) path() string {
	p := h.in.id + "/" + h.decl.Symbol + placeID(h.decl.At)
	if h.it != nil {
		p += fmt.Sprintf("[%d]", h.it.index)
	}
	return p
}

// nested evaluates a nested deployment of outer scope: its expressions mean the
// names of the template around it, its resources go to its own target.
func (in *instance) nested(t *Template, target *fn.Scope, h *callHandle) *instance {
	n := in.run.newInstance(t, in.scope, nil, h.path(), in.depth+1)
	n.outer = &scopeOf{in, h.c}
	n.target = target
	n.stack = append(in.stack[:len(in.stack):len(in.stack)], t)
	n.build()
	return n
}

func (h *callHandle) condition() value.Value {
	cond := h.in.condition(h.c, h.decl.Condition)
	if h.it != nil && h.it.cond != nil {
		cond = value.NewAnd(nil, h.it.cond, cond)
	}
	return cond
}

// template finds the module's template; nil, with call.Missing filled, if it
// can't be had.
func (h *callHandle) template() *Template {
	in, d := h.in, h.decl
	if d.Inline != nil {
		return d.Inline
	}
	switch {
	case d.Problem != "":
		h.call.Missing = d.Problem
		in.run.problem(diag.Binding, d.PathAt, "%s", d.Problem)
		return nil
	case d.Ref == "":
		h.call.External = true
		h.call.Missing = "it isn't on disk: modules of registries are not fetched"
		return nil
	}
	if d.Guessed {
		if _, err := in.run.loader.Load(d.Ref); err != nil {
			h.call.External = true
			h.call.Missing = "it isn't on disk: linked templates are not fetched"
			return nil
		}
	}
	src, ok := in.run.load(d.Ref, d.PathAt)
	if !ok {
		h.call.Missing = "it can't be read"
		return nil
	}
	t := src.Template()
	for _, s := range in.stack {
		if s == t {
			in.run.problem(diag.Evaluation, d.PathAt, "module %q calls itself, directly or through others", d.Path)
			h.call.Missing = "it calls itself"
			return nil
		}
	}
	if in.depth >= maxNesting {
		in.run.problem(diag.Limit, d.PathAt, "modules are nested more than %d deep here; this one is not looked into", maxNesting)
		h.call.Missing = "modules are nested too deep"
		return nil
	}
	return t
}

// arguments evaluates what the caller gives. Values for secret parameters are
// tainted on the caller's side too.
func (h *callHandle) arguments(t *Template) map[string]value.Value {
	args := map[string]value.Value{}
	declared := map[string]*Parameter{}
	if t != nil {
		for _, p := range t.Parameters {
			declared[lower(p.Name)] = p
		}
	}
	if h.decl.ParamsRef != "" && t != nil {
		h.in.run.linkedArguments(args, declared, h.decl)
	}
	if h.decl.Params == nil {
		return args
	}
	v := h.in.eval(h.c, h.decl.Params)
	o, ok := v.(value.Object)
	if !ok {
		if v.Kind() != value.KindUnknown {
			h.in.fault(h.c, h.decl.Params.Range(), "the parameters of a module must be an object")
		}
		h.unlisted(args, t, v)
		return args
	}
	exprs := memberExprs(h.decl.Params)
	for _, m := range o.Members() {
		if m.KeyValue != nil {
			continue
		}
		p := declared[lower(m.Key)]
		if t != nil && p == nil {
			h.in.run.problem(diag.Binding, m.KeyAt, "module %q has no parameter %q", h.decl.Path, m.Key)
		}
		if p != nil && p.Secure {
			m.Value = value.AsSecret(m.Value)
			h.in.run.noteSecrets(exprs[m.Key])
		}
		args[lower(m.Key)] = m.Value
		h.call.Arguments = append(h.call.Arguments, graph.Argument{Name: m.Key, Value: m.Value, KeyAt: m.KeyAt, At: m.At})
	}
	if o.Open() {
		h.unlisted(args, t, o)
	}
	return args
}

// unlisted adds the arguments that an object which isn't known, or not
// throughout, may hold beyond those listed.
func (h *callHandle) unlisted(args map[string]value.Value, t *Template, from value.Value) {
	why := value.WhyOf(from)
	if o, ok := from.(value.Object); ok {
		why = o.Why()
	}
	if t == nil || why == nil {
		return
	}
	at := h.decl.Params.Range()
	for _, p := range t.Parameters {
		if _, given := args[lower(p.Name)]; !given {
			args[lower(p.Name)] = value.NewUnknown(value.UnknownSpec{
				Sym: value.SymProp(from, p.Name), Why: why, Secret: p.Secure || value.HasSecret(from),
				Origin: value.Computed(at, p.Name, from),
			})
		}
	}
}

// linkedArguments adds what the parameter file of a linked deployment gives.
func (r *run) linkedArguments(args map[string]value.Value, declared map[string]*Parameter, d *Module) {
	tree, err := r.loader.Load(d.ParamsRef)
	if err != nil && d.Guessed {
		return
	}
	if err != nil {
		kind, msg := ioReason(err, d.ParamsRef)
		r.problem(kind, d.PathAt, "%s", msg)
		return
	}
	src, ok := tree.(ParameterSource)
	if !ok {
		r.problem(diag.Binding, d.PathAt, "%q isn't a parameter file", d.ParamsRef)
		return
	}
	for _, a := range r.assignments(src.ParameterFile(), 0) {
		p := declared[lower(a.name)]
		if p == nil {
			continue
		}
		if p.Secure {
			r.noteSecrets(a.expr)
			a.v = value.AsSecret(a.v)
		}
		if s, ok := a.v.(value.String); ok && a.verbatim {
			a.v = fromText(s, p)
		}
		args[lower(a.name)] = a.v
	}
}

// memberExprs are the values of an object expression by their literal names.
func memberExprs(e expression.Expr) map[string]expression.Expr {
	out := map[string]expression.Expr{}
	o, ok := e.(*expression.Object)
	if !ok {
		return out
	}
	for _, m := range o.Members {
		if lit, ok := m.Key.(*expression.Literal); ok && m.Value != nil {
			if s, ok := lit.Value.(value.String); ok {
				out[s.String()] = m.Value
			}
		}
	}
	return out
}

func (h *callHandle) ref(at source.Range) value.Ref {
	return value.NewRef(h.deploymentID(), h, value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.decl.Symbol}))
}

func (h *callHandle) prop(c *evalContext, r value.Ref, name string, at source.Range) value.Value {
	switch strings.ToLower(name) {
	case "name":
		return h.deploymentName()
	case "id":
		return h.deploymentID()
	case "outputs":
		return value.NewRef(h.deploymentID(), &outputsOf{call: h}, r.Origin())
	case "properties":
		return r
	case "type":
		return value.NewString("Microsoft.Resources/deployments", r.Origin())
	}
	why := []value.Why{{Reason: value.ReasonModuleOutput, Name: h.decl.Symbol, At: at}}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(h.runtime(why), name), Why: why, Origin: value.Computed(at, name),
	})
}

// runtime is the deployment's run-time state.
func (h *callHandle) runtime(why []value.Why) value.Value {
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymReference(h.deploymentID(), ""), Why: why, Type: value.TypeObject})
}

// output is module.outputs.name: the value that the module computes, where it
// can be known.
func (o *outputsOf) output(c *evalContext, name string, at source.Range, safe bool) value.Value {
	v := o.value(c, name, at, safe)
	if o.wrapped && v.Kind() != value.KindNull {
		return value.NewObject([]value.Member{{Key: "value", Value: v}}, source.Range{}, v.Origin())
	}
	return v
}

func (o *outputsOf) value(c *evalContext, name string, at source.Range, safe bool) value.Value {
	h := o.call.answering(c)
	if h == nil {
		return o.call.unread(name, at, value.ReasonModuleOutput)
	}
	in := h.in
	if h.state == cellBusy {
		in.run.problem(diag.Evaluation, at, "module %q depends on its own output", h.decl.Symbol)
		return in.typeError(name, at)
	}
	h.evaluate()
	if v, ok := h.outs[lower(name)]; ok {
		return v
	}
	v := h.output(c, name, at, safe)
	if h.outs == nil {
		h.outs = map[string]value.Value{}
	}
	if !safe {
		h.outs[lower(name)] = v
	}
	return v
}

// output is what this call's module computes for an output.
func (h *callHandle) output(c *evalContext, name string, at source.Range, safe bool) value.Value {
	// A run made up for an index that isn't known has an id, but which module
	// instance answers can't be told.
	madeUp := h.it != nil && h.in.isLooked(h.it)
	if h.inst != nil && !madeUp {
		for _, out := range h.inst.module.Outputs {
			if !strings.EqualFold(out.Name, name) {
				continue
			}
			return value.Rebase(out.Value, func(p value.Path, _ *value.Origin) *value.Origin {
				n := value.Origin{Kind: value.OriginOutput, At: out.At, Name: out.Name, Path: p, Call: h.call.Index}
				if l := value.Get(out.Value, p); l.Value != nil && l.Value.Origin().Assumed() {
					return value.AssumedParameter(n)
				}
				return value.NewOrigin(n)
			})
		}
		if safe {
			return value.NewNull(value.Computed(at, name))
		}
		if !h.inst.declares(name) {
			h.in.fault(c, at, "module %q has no output %q", h.decl.Path, name)
			return h.in.typeError(name, at)
		}
	}
	reason := value.ReasonModuleOutput
	if h.call != nil && h.call.Module == nil {
		reason = value.ReasonExternalModule
	}
	if madeUp && h.it.i.Kind() == value.KindInt { // the loop has no such run
		reason = value.ReasonTypeError
	}
	return h.unread(name, at, reason)
}

// unread is an output of the deployment that can't be told for that reason.
func (h *callHandle) unread(name string, at source.Range, reason value.Reason) value.Value {
	why := []value.Why{{Reason: reason, Name: h.decl.Path, At: h.decl.PathAt}}
	u := func(s *value.Sym) value.Value {
		return value.NewUnknown(value.UnknownSpec{Sym: s, Why: why, Origin: value.Computed(at, name)})
	}
	return u(value.SymProp(u(value.SymProp(u(value.SymProp(h.runtime(why), "outputs")), name)), "value"))
}

func (in *instance) declares(output string) bool {
	for _, o := range in.t.Outputs {
		if strings.EqualFold(o.Name, output) {
			return true
		}
	}
	return false
}
