package template

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/fn"
)

// instance is one evaluation of a template with given arguments. Values are
// worked out when they are first asked for, so the order of declarations
// doesn't matter.
type instance struct {
	run   *run
	t     *Template
	scope *fn.Scope
	args  map[string]value.Value // by lower-case parameter name; null means not given
	// id tells this instance from others: "" for the entry point. It keeps
	// apart unknown parameters and newGuid() of different instances.
	id    string
	depth int
	// outer is the instance whose names the expressions of an outer-scoped
	// nested deployment use; nil otherwise.
	outer *scopeOf
	// target is where resources go, if not to scope: the two differ in a nested
	// deployment of outer scope.
	target *fn.Scope
	// stack is the templates being evaluated, this one last.
	stack []*Template
	// given is set for parameter files, whose values are no defaults.
	given bool
	// inherited is, in a parameter file, the values of the one it extends.
	inherited value.Value
	// atoms is set when something here differs in every instance, so that the
	// evaluation can't be shared.
	atoms bool
	// exposed are the parts of parameters that are secret where they are used.
	exposed []parameterPart

	params    map[string]*cell
	vars      map[string]*cell
	paramDecl map[string]*Parameter
	varDecl   map[string]*Variable
	funcDecl  map[string]*Function
	typeDecl  map[string]*Type
	resDecl   map[string]*Resource
	modDecl   map[string]*Module
	imported  map[string]importTarget // by alias
	handles   map[handleKey]*handle
	calls     map[handleKey]*callHandle
	varRefs   map[*Variable][]symbolRef // symbols that a variable mentions
	types     map[value.Key]*typeIn
	named     map[value.Key]any           // the same by folded full name, in ARM JSON; nil values for shared names
	ids       map[value.Key]any           // handles of resources and calls by folded id; nil until built
	deploys   map[value.Key][]*callHandle // module calls by folded id; nil until built
	active    map[*Function]int
	runs      map[*Loop][]iteration
	looping   map[*Loop]bool // loops whose collection is being worked out
	looked    map[lookedKey]*iteration
	declared  []*handle     // of module.Resources, in the same order
	made      []*callHandle // of module.Calls, in the same order

	module *graph.Module
}

// scopeOf is an instance together with the names in force at a place.
type scopeOf struct {
	in *instance
	c  *evalContext
}

// cell is a value worked out at most once.
type cell struct {
	state cellState
	v     value.Value
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

type memoKey struct {
	t   *Template
	sum [32]byte
}

func (r *run) newInstance(t *Template, scope *fn.Scope, args map[string]value.Value, id string, depth int) *instance {
	in := &instance{
		run: r, t: t, scope: scope, args: args, id: id, depth: depth,
		params:    make(map[string]*cell, len(t.Parameters)),
		vars:      make(map[string]*cell, len(t.Variables)),
		paramDecl: make(map[string]*Parameter, len(t.Parameters)),
		varDecl:   make(map[string]*Variable, len(t.Variables)),
		funcDecl:  make(map[string]*Function, len(t.Functions)),
		typeDecl:  make(map[string]*Type, len(t.Types)),
		resDecl:   make(map[string]*Resource, len(t.Resources)),
		modDecl:   make(map[string]*Module, len(t.Modules)),
		imported:  map[string]importTarget{},
		handles:   map[handleKey]*handle{},
		calls:     map[handleKey]*callHandle{},
		varRefs:   map[*Variable][]symbolRef{},
		types:     map[value.Key]*typeIn{},
		active:    map[*Function]int{},
		runs:      map[*Loop][]iteration{},
		looping:   map[*Loop]bool{},
		looked:    map[lookedKey]*iteration{},
		module:    &graph.Module{File: t.File, Scope: t.Scope},
	}
	for _, p := range t.Parameters {
		setFirst(in.paramDecl, in.fold(p.Name), p)
	}
	for _, v := range t.Variables {
		setFirst(in.varDecl, in.fold(v.Name), v)
	}
	for _, f := range t.Functions {
		setFirst(in.funcDecl, in.functionKey(f.Namespace, f.Name), f)
	}
	for _, d := range t.Types {
		setFirst(in.typeDecl, d.Name, d.Type)
	}
	for _, d := range t.Resources {
		if d.Symbol != "" {
			setFirst(in.resDecl, in.fold(d.Symbol), d)
		}
	}
	for _, d := range t.Modules {
		if d.Symbol != "" {
			setFirst(in.modDecl, in.fold(d.Symbol), d)
		}
	}
	in.bindImports()
	return in
}

// setFirst keeps the first of several declarations of one name; the front end
// has reported the others.
func setFirst[V any](m map[string]V, name string, v V) {
	if _, taken := m[name]; !taken {
		m[name] = v
	}
}

func (in *instance) fold(name string) string {
	if in.t.FoldNames {
		return strings.ToLower(name)
	}
	return name
}

func (in *instance) functionKey(namespace, name string) string {
	return in.fold(namespace + "." + name)
}

// call evaluates a module with given arguments, sharing an earlier evaluation
// with equal ones. Arguments keep their provenance at the caller: inside the
// module every value's origin ends at the parameter.
func (r *run) call(t *Template, scope *fn.Scope, args map[string]value.Value, id string, depth int, caller *instance) *instance {
	key := memoKey{t, argumentSum(args, scope)}
	if in, ok := r.memo[key]; ok {
		return in
	}
	inside := make(map[string]value.Value, len(args))
	declared := map[string]*Parameter{}
	for _, p := range t.Parameters {
		declared[lower(p.Name)] = p
	}
	for name, v := range args {
		if p := declared[name]; p != nil {
			inside[name] = rebaseArgument(v, p)
		}
	}
	in := r.newInstance(t, scope, inside, id, depth)
	in.stack = append(caller.stack[:len(caller.stack):len(caller.stack)], t)
	in.build()
	if !in.atoms {
		r.memo[key] = in
	}
	return in
}

// rebaseArgument makes every part of an argument come from the parameter. What
// rests on a default further out stays assumed.
func rebaseArgument(v value.Value, p *Parameter) value.Value {
	return value.RebaseArgument(v, func(path value.Path, o *value.Origin) *value.Origin {
		n := value.Origin{Kind: value.OriginParameter, At: p.NameAt, Name: p.Name, Path: path}
		if o.Assumed() {
			return value.AssumedParameter(n)
		}
		return value.NewOrigin(n)
	})
}

// argumentSum identifies what a module's evaluation depends on: the arguments'
// keys, which of their parts are secret or assumed, and where it is deployed.
func argumentSum(args map[string]value.Value, s *fn.Scope) [32]byte {
	names := make([]string, 0, len(args))
	for n := range args {
		names = append(names, n)
	}
	slices.Sort(names)
	h := sha256.New()
	for _, n := range names {
		k := args[n].Key()
		fmt.Fprintf(h, "%d:%s", len(n), n)
		h.Write(k[:])
		h.Write(flags(nil, args[n]))
		h.Write([]byte{0xff})
	}
	fmt.Fprintf(h, "|%d", s.Kind)
	for _, v := range []value.Value{s.SubscriptionID, s.ResourceGroupName, s.ResourceGroupLocation,
		s.ManagementGroupName, s.TenantID, s.DeploymentName, s.DeploymentLocation} {
		if v == nil {
			h.Write([]byte{0})
			continue
		}
		k := v.Key()
		h.Write(k[:])
	}
	return [32]byte(h.Sum(nil))
}

// flags lists, in walking order, which parts are secret or assumed; it is short
// for values that have neither.
func flags(dst []byte, v value.Value) []byte {
	secret, assumed := value.HasSecret(v), value.DeepAssumed(v)
	var b byte
	if secret {
		b |= 1
	}
	if assumed {
		b |= 2
	}
	dst = append(dst, b)
	if b == 0 {
		return dst
	}
	switch v := v.(type) {
	case value.Array:
		for _, it := range v.Items() {
			dst = flags(dst, it)
		}
	case value.Object:
		for _, m := range v.Members() {
			dst = flags(dst, m.Value)
		}
	}
	return dst
}

// build works out everything that the template declares.
func (in *instance) build() {
	m := in.module
	m.Gaps = append(m.Gaps, in.t.Gaps...)
	for _, p := range in.t.Parameters {
		m.Parameters = append(m.Parameters, graph.Parameter{
			Name: p.Name, Type: typeName(p.Type), Secure: p.Secure, Value: in.parameter(p.Name, p.NameAt), At: p.NameAt,
			Default: in.unusedDefault(p), Listed: in.lists(p),
		})
	}
	for _, d := range in.t.Resources {
		in.declare(d)
	}
	for _, d := range in.t.Modules {
		in.callModule(d)
	}
	for _, o := range in.t.Outputs {
		in.output(o)
	}
	in.resolveDependencies()
	for _, d := range in.t.Variables {
		in.run.aside(func() {
			m.Variables = append(m.Variables, graph.Variable{Name: d.Name, Value: in.variable(in.quietly(), d.Name, d.NameAt), At: d.NameAt})
		})
	}
}

// quietly is a context for what may never be evaluated in a deployment.
func (in *instance) quietly() *evalContext {
	c := in.top()
	c.maybe = true
	return c
}

// unusedDefault is the default of a parameter, whether or not it is taken; nil
// without one.
func (in *instance) unusedDefault(p *Parameter) value.Value {
	if p.Default == nil {
		return nil
	}
	var v value.Value
	in.run.aside(func() { v = in.eval(in.quietly(), p.Default) })
	if p.Secure {
		v = value.AsSecret(v)
	}
	return v
}

// lists says whether the template lists the values of a parameter, by
// @allowed or by a type of literals.
func (in *instance) lists(p *Parameter) bool {
	d, _ := in.domainOf(p.Type, p.Allowed)
	return d != nil && len(d.OneOf) > 0
}

func (in *instance) output(o *Output) {
	c := in.base()
	v := in.eval(c, o.Value)
	if o.Condition != nil {
		cond := in.condition(c, o.Condition)
		if b, ok := cond.(value.Bool); ok && !b.Bool() {
			return
		}
	}
	if o.Secure {
		v = value.AsSecret(v)
		in.run.noteSecrets(o.Value)
	}
	v = in.applyType(v, o.Type)
	if o.Secure || in.secretType(o.Type) {
		in.expose(v)
	}
	in.module.Outputs = append(in.module.Outputs, graph.Output{
		Name: o.Name, Type: typeName(o.Type), Secure: o.Secure, Value: v, At: o.NameAt,
	})
}

// parameter returns a parameter's value: the argument, else the default, else
// null if that is allowed, else unknown.
func (in *instance) parameter(name string, at source.Range) value.Value {
	key := in.fold(name)
	p := in.paramDecl[key]
	if p == nil {
		in.run.problem(diag.Binding, at, "there is no parameter %q", name)
		return in.typeError("parameters", at)
	}
	c := in.params[key]
	if c == nil {
		c = &cell{}
		in.params[key] = c
	}
	switch c.state {
	case cellDone:
		return c.v
	case cellBusy:
		in.run.problem(diag.Evaluation, p.NameAt, "the default of parameter %q depends on the parameter itself", p.Name)
		return in.typeError(p.Name, p.NameAt)
	}
	c.state = cellBusy
	c.v = in.parameterValue(p)
	c.state = cellDone
	return c.v
}

func (in *instance) parameterValue(p *Parameter) value.Value {
	v, given := in.args[lower(p.Name)]
	switch {
	case given && v.Kind() != value.KindNull:
		v = in.argumentOrDefault(p, v)
		v = in.checkType(v, p)
	case p.Default != nil:
		v = in.defaultValue(p)
	case p.Type.Nullable:
		v = value.NewNull(value.NewOrigin(value.Origin{Kind: value.OriginDefault, At: p.NameAt, Name: p.Name}))
	case given:
		v = value.WithOrigin(v, value.NewOrigin(value.Origin{Kind: value.OriginParameter, At: p.NameAt, Name: p.Name}))
	default:
		v = in.unknownParameter(p)
	}
	v = in.applyType(v, p.Type)
	if p.Secure {
		v = value.AsSecret(v)
		if p.Default != nil {
			in.run.noteSecrets(p.Default)
		}
		for _, a := range p.Allowed {
			in.expose(value.AsSecret(a))
		}
	}
	if p.Secure || in.secretType(p.Type) {
		in.expose(v)
	}
	return v
}

func (in *instance) defaultValue(p *Parameter) value.Value {
	v := in.eval(in.top(), p.Default)
	kind := value.OriginDefault
	if in.given {
		kind = value.OriginArgument
	}
	return value.Rebase(v, func(_ value.Path, o *value.Origin) *value.Origin {
		return value.NewOrigin(value.Origin{Kind: kind, At: p.NameAt, Name: p.Name, Next: o})
	})
}

// argumentOrDefault puts the default in the place of the null branches of a
// conditional argument: a null argument means "not given".
func (in *instance) argumentOrDefault(p *Parameter, v value.Value) value.Value {
	args, ok := value.AsCall(v, "if")
	if !ok || len(args) != 3 || p.Default == nil {
		return v
	}
	then, els := args[1], args[2]
	if then.Kind() != value.KindNull && els.Kind() != value.KindNull {
		return v
	}
	if then.Kind() == value.KindNull {
		then = in.defaultValue(p)
	}
	if els.Kind() == value.KindNull {
		els = in.defaultValue(p)
	}
	return value.NewIf(args[0], then, els, v.Origin())
}

func (in *instance) unknownParameter(p *Parameter) value.Value {
	if in.depth > 0 {
		in.run.problem(diag.Binding, p.NameAt, "no call gives parameter %q a value, and it has no default", p.Name)
	}
	sym := value.SymParam(p.Name, in.id)
	d, typ := in.domainOf(p.Type, p.Allowed)
	u := value.NewUnknown(value.UnknownSpec{
		Sym:  sym,
		Why:  []value.Why{{Reason: value.ReasonParameter, Name: p.Name, At: p.NameAt}},
		Type: typ, Domain: d, Secret: p.Secure,
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginParameter, At: p.NameAt, Name: p.Name}),
	})
	in.noteType(u, p.Type)
	return u
}

// variable returns a variable's value under the assumptions of c.
func (in *instance) variable(c *evalContext, name string, at source.Range) value.Value {
	key := in.fold(name)
	d := in.varDecl[key]
	if d == nil {
		if target, ok := in.imported[name]; ok {
			return target.variable(at)
		}
		in.run.problem(diag.Binding, at, "there is no variable %q", name)
		return in.typeError("variables", at)
	}
	cl := in.vars[key]
	if cl == nil {
		cl = &cell{}
		in.vars[key] = cl
	}
	switch cl.state {
	case cellBusy:
		in.run.problem(diag.Evaluation, d.NameAt, "variable %q depends on itself", d.Name)
		return in.typeError(d.Name, d.NameAt)
	case cellDone:
		if !cl.quiet || c.maybe {
			break
		}
		fallthrough
	case cellNew:
		cl.state, cl.quiet = cellBusy, c.maybe
		top := in.top()
		top.maybe, top.depth = c.maybe, c.depth
		cl.v = in.eval(top, d.Value)
		cl.state = cellDone
	}
	v := cl.v
	if c.assume != nil && c.assume.cond.Touches(v) {
		v = c.assume.variable(in, key, d, v)
	}
	if o := v.Origin(); o != nil && at.IsValid() {
		v = value.WithOrigin(v, value.NewOrigin(value.Origin{Kind: value.OriginVariable, At: d.NameAt, Name: d.Name, Next: o}))
	}
	return v
}

// typeError is the value of an expression that has none.
func (in *instance) typeError(what string, at source.Range) value.Value {
	return in.unknown(value.ReasonTypeError, what, at)
}

func (in *instance) unknown(reason value.Reason, what string, at source.Range) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym:    value.SymAtom("<"+string(reason)+": "+what+">", placeID(at)),
		Why:    []value.Why{{Reason: reason, Name: what, At: at}},
		Origin: value.Computed(at, what),
	})
}

func placeID(at source.Range) string { return fmt.Sprintf("%s:%d-%d", at.Path(), at.Start, at.End) }
