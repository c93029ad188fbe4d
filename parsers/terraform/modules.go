package terraform

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// callHandle is one instance of a module call.
type callHandle struct {
	in     *instance
	decl   *moduleCall
	run    *blockRun
	c      *scope
	symbol string

	state cellState
	call  *graph.Call
	inst  *instance
	args  map[string]typed.Value
	// lazy evaluates single outputs while the call itself is being worked out:
	// modules may use each other's outputs as long as no value uses itself.
	lazy    *instance
	missing string
}

// id stands for the identity of the call.
func (h *callHandle) id() value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymAtom(h.symbol, h.in.id), Why: []value.Why{{Reason: value.ReasonModuleOutput, Name: h.symbol, At: h.decl.head}},
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: h.decl.head, Name: h.symbol}),
	})
}

func (h *callHandle) path() string { return h.in.id + "/" + h.symbol }

// callModule works out all instances of a call.
func (in *instance) callModule(d *moduleCall) {
	exp := in.expansion(d)
	for i := range exp.runs {
		if in.run.stopped {
			return
		}
		if h, ok := in.madeFor(exp, &exp.runs[i]).(*callHandle); ok {
			h.evaluate()
		}
	}
}

// evaluate works the call out, once.
func (h *callHandle) evaluate() {
	if h.state != cellNew {
		return
	}
	h.state = cellBusy
	defer func() { h.state = cellDone }()
	in, d := h.in, h.decl
	cond := value.Value(value.NewBool(true, nil))
	if h.run.cond != nil {
		cond = h.run.cond
	}
	if b, ok := cond.(value.Bool); ok && !b.Bool() {
		return
	}
	if !in.countInstance(d.head, "") {
		return
	}
	h.call = &graph.Call{
		Symbol: h.symbol, Index: len(in.graph.Calls), Path: d.source, At: d.head, Condition: cond,
		Name: value.NewString(h.symbol, nil), ID: h.id(), Loop: h.run.loop(), Scope: value.NewString("", nil),
	}
	in.graph.Calls = append(in.graph.Calls, h.call)
	in.made = append(in.made, h)
	m := h.module()
	h.arguments(m)
	if m == nil {
		h.call.Missing = h.missing
		in.graph.Gaps = append(in.graph.Gaps, graph.Gap{
			Kind: graph.GapModule, Name: h.describe(), At: d.sourceAt, Call: h.call, Why: h.missing,
		})
		in.run.missing[h.describe()] = true
		return
	}
	inside := make(map[string]typed.Value, len(h.args))
	for name, v := range h.args {
		v.V = rebaseArgument(v.V, m.varDecl[name])
		inside[name] = v
	}
	configs := h.configs(m)
	key := memoKey{m, argumentSum(h.args, configs)}
	if have, ok := in.run.memo[key]; ok {
		h.inst = have
	} else {
		inst := in.run.newInstance(m, h.path(), in.depth+1)
		inst.args, inst.parent = inside, h
		inst.stack = append(in.stack[:len(in.stack):len(in.stack)], m)
		inst.configs = configs
		inst.configureProviders(configs)
		inst.build()
		h.inst = inst
		if !inst.atoms {
			in.run.memo[key] = inst
		}
	}
	in.atoms = in.atoms || h.inst.atoms
	if in.frames += h.inst.frames; in.frames > maxInstances {
		in.run.problem(diag.Limit, d.head, "modules call each other more than %d times here; the rest is not looked at", maxInstances)
		in.frames -= h.inst.frames
		h.call.Missing = "modules call each other too often"
		in.graph.Gaps = append(in.graph.Gaps, graph.Gap{Kind: graph.GapModule, Name: h.describe(), At: d.sourceAt, Call: h.call, Why: h.call.Missing})
		return
	}
	h.call.Module = h.inst.graph
	h.exposeArguments()
}

// describe names the module as coverage lists it: its source, with the version.
func (h *callHandle) describe() string {
	if h.decl.version != "" {
		return h.decl.source + " " + h.decl.version
	}
	if h.decl.source == "" {
		return "module." + h.decl.name
	}
	return h.decl.source
}

type memoKey struct {
	m   *module
	sum [32]byte
}

// rebaseArgument makes every part of an argument come from the variable. What
// rests on a default further out stays assumed.
func rebaseArgument(v value.Value, d *variable) value.Value {
	if d == nil {
		return v
	}
	return value.RebaseArgument(v, func(path value.Path, o *value.Origin) *value.Origin {
		n := value.Origin{Kind: value.OriginParameter, At: d.nameAt, Name: d.name, Path: path}
		if o.Assumed() {
			return value.AssumedParameter(n)
		}
		return value.NewOrigin(n)
	})
}

// argumentSum identifies what a module's evaluation depends on: the arguments'
// keys and types, which of their parts are secret or assumed, and the provider
// configurations.
func argumentSum(args map[string]typed.Value, configs map[string]*providerConfig) [32]byte {
	h := sha256.New()
	for _, n := range slices.Sorted(maps.Keys(args)) {
		v := args[n]
		k := v.V.Key()
		fmt.Fprintf(h, "%d:%s", len(n), n)
		h.Write(k[:])
		if v.T != cty.DynamicPseudoType {
			fmt.Fprint(h, v.T.GoString())
		}
		h.Write(flags(nil, v.V))
		h.Write([]byte{0xff})
	}
	for _, n := range slices.Sorted(maps.Keys(configs)) {
		fmt.Fprintf(h, "|%s=%p", n, configs[n])
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

// module finds the module that is called; nil, with missing filled, if it can't
// be had.
func (h *callHandle) module() *module {
	in, d := h.in, h.decl
	p := ""
	switch {
	case d.source == "":
		h.missing = "its source isn't known"
		return nil
	case isLocal(d.source):
		joined, err := source.JoinDir(in.mod.dir, d.source)
		if err != nil {
			kind, msg := ioReason(err, d.source)
			in.run.problem(kind, d.sourceAt, "%s", msg)
			h.missing = "it lies outside the workspace"
			return nil
		}
		p = joined
	default:
		dir, ok := in.run.installed(in.callPath(d.name), d)
		if !ok {
			h.call.External = true
			h.missing = "it isn't on disk: Moat downloads nothing; terraform init brings it"
			return nil
		}
		p = dir
	}
	tree, err := in.run.loader.Load(p)
	if err != nil {
		kind, msg := ioReason(err, d.source)
		in.run.problem(kind, d.sourceAt, "the folder of module %q can't be read: %s", d.name, msg)
		h.missing = "it can't be read"
		return nil
	}
	t, ok := tree.(*Tree)
	if !ok || len(t.mod.parts) == 0 {
		in.run.problem(diag.Binding, d.sourceAt, "%q holds no Terraform files", d.source)
		h.missing = "it holds no Terraform files"
		return nil
	}
	for _, s := range in.stack {
		if s == t.mod {
			in.run.problem(diag.Evaluation, d.sourceAt, "module %q calls itself, directly or through others", d.source)
			h.missing = "it calls itself"
			return nil
		}
	}
	if in.depth >= maxNesting {
		in.run.problem(diag.Limit, d.sourceAt, "modules are nested more than %d deep here; this one is not looked into", maxNesting)
		h.missing = "modules are nested too deep"
		return nil
	}
	return t.mod
}

// callPath is what leads to a call, as modules.json keys it.
func (in *instance) callPath(name string) string {
	for p := in.parent; p != nil; p = p.in.parent {
		name = p.decl.name + "." + name
	}
	return name
}

// arguments evaluates what the caller gives. Values for sensitive variables are
// tainted on the caller's side too.
func (h *callHandle) arguments(m *module) {
	in := h.in
	h.args = map[string]typed.Value{}
	for _, a := range h.decl.args {
		v, ok := h.argument(m, a)
		if !ok {
			continue
		}
		h.args[a.name] = v
		h.call.Arguments = append(h.call.Arguments, graph.Argument{Name: a.name, Value: in.plain(v.V, a.at), KeyAt: a.nameAt, At: a.at})
	}
	if m == nil || h.decl.damaged {
		return
	}
	for _, d := range m.variables {
		if _, given := h.args[d.name]; !given && d.value == nil && !d.damaged {
			in.run.problem(diag.Binding, h.decl.head, "module %q is given no value for %q, which it needs", h.decl.name, d.name)
		}
	}
}

func (h *callHandle) argument(m *module, a *attribute) (typed.Value, bool) {
	in := h.in
	v := in.eval(h.c, a.expr)
	if m == nil {
		return v, true
	}
	d := m.varDecl[a.name]
	if d == nil {
		var names []string
		for _, v := range m.variables {
			names = append(names, v.name)
		}
		in.run.problem(diag.Binding, a.nameAt, "module %q has no variable %q%s", h.decl.name, a.name, suggestion(a.name, names))
		return v, false
	}
	v = in.converted(d, v, a.at)
	if d.sensitive {
		v.V = value.AsSecret(v.V)
		in.run.noteSecrets(in.mod, a.expr)
	}
	return v, true
}

// output is module.name.output.
func (h *callHandle) output(c *scope, name string, at, nameAt source.Range) typed.Value {
	if h.state == cellBusy {
		return h.lazyOutput(name, at)
	}
	h.evaluate()
	if h.inst == nil {
		return h.unknownOutput(name, at)
	}
	for _, o := range h.inst.graph.Outputs {
		if o.Name == name {
			return h.outside(o.Value, h.inst.types[name], o)
		}
	}
	var names []string
	for _, o := range h.inst.mod.outputs {
		names = append(names, o.name)
	}
	h.in.run.problem(diag.Binding, nameAt, "module %q has no output %q%s", h.decl.name, name, suggestion(name, names))
	return h.in.failed(name, at)
}

// outside is an output's value as the caller sees it: it comes from the output.
func (h *callHandle) outside(v value.Value, t cty.Type, o graph.Output) typed.Value {
	index := -1
	if h.call != nil {
		index = h.call.Index
	}
	out := value.Rebase(v, func(p value.Path, _ *value.Origin) *value.Origin {
		n := value.Origin{Kind: value.OriginOutput, At: o.At, Name: o.Name, Path: p, Call: index}
		if l := value.Get(v, p); l.Value != nil && l.Value.Origin().Assumed() {
			return value.AssumedParameter(n)
		}
		return value.NewOrigin(n)
	})
	return typed.Value{V: out, T: t}
}

func (h *callHandle) unknownOutput(name string, at source.Range) typed.Value {
	reason := value.ReasonExternalModule
	if h.missing == "" {
		reason = value.ReasonModuleOutput
	}
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(h.id(), name), Why: []value.Why{{Reason: reason, Name: h.describe(), At: h.decl.sourceAt}},
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol + "." + name}),
	})}
}

// lazyOutput is an output of a call that is being worked out: its arguments are
// evaluated one by one, as the output asks for them.
func (h *callHandle) lazyOutput(name string, at source.Range) typed.Value {
	if h.lazy == nil {
		m := h.module()
		if m == nil {
			return h.unknownOutput(name, at)
		}
		h.lazy = h.in.run.newInstance(m, h.path(), h.in.depth+1)
		h.lazy.parent = h
		h.lazy.stack = append(h.in.stack[:len(h.in.stack):len(h.in.stack)], m)
		h.lazy.configs = h.configs(m)
		h.lazy.configureProviders(h.lazy.configs)
		h.lazy.lazyArgs = map[string]func() typed.Value{}
		for _, a := range h.decl.args {
			h.lazy.lazyArgs[a.name] = func() typed.Value {
				v, _ := h.argument(m, a)
				v.V = rebaseArgument(v.V, m.varDecl[a.name])
				return v
			}
		}
	}
	for _, o := range h.lazy.mod.outputs {
		if o.name != name {
			continue
		}
		if h.lazy.asked[name] {
			h.in.run.problem(diag.Evaluation, at, "output %q of module %q depends on itself", name, h.decl.name)
			return h.in.failed(name, at)
		}
		if h.lazy.asked == nil {
			h.lazy.asked = map[string]bool{}
		}
		h.lazy.asked[name] = true
		defer delete(h.lazy.asked, name)
		v := h.lazy.outputValue(o)
		h.in.atoms = true // what is shared must not depend on the order of asking
		return h.outside(v.V, v.T, graph.Output{Name: o.name, At: o.nameAt})
	}
	return h.unknownOutput(name, at)
}

func (h *callHandle) declares(name string) bool {
	m := h.inst
	if m == nil {
		return h.missing != ""
	}
	return slices.ContainsFunc(m.mod.outputs, func(o *output) bool { return o.name == name })
}

// object is the module as an object of its outputs.
func (h *callHandle) object(at source.Range) typed.Value {
	o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol})
	if h.state == cellNew {
		h.evaluate()
	}
	if h.inst == nil {
		why := []value.Why{{Reason: value.ReasonExternalModule, Name: h.describe(), At: h.decl.sourceAt}}
		return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf.module", h.id()), Why: why, Type: value.TypeObject, Origin: o})}
	}
	var members []value.Member
	types := map[string]cty.Type{}
	for _, out := range h.inst.mod.outputs {
		v := h.output(h.in.top(), out.name, at, at)
		members = append(members, value.Member{Key: out.name, Value: v.V})
		types[out.name] = v.T
	}
	return typed.Value{V: value.NewObject(members, source.Range{}, o), T: cty.Object(types)}
}
