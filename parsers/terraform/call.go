package terraform

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/function"
	"moat/parsers/terraform/typed"
)

// call calls a function.
func (in *instance) call(c *scope, e *hclsyntax.FunctionCallExpr) typed.Value {
	at := in.mod.at(e.Range())
	switch e.Name {
	case "try", "core::try":
		return in.try(c, e, at)
	case "can", "core::can":
		return in.can(c, e, at)
	}
	f, ok := function.Lookup(e.Name)
	if !ok {
		return in.foreign(c, e, at)
	}
	if f.Name == "templatestring" && len(e.Args) > 0 && !isReference(e.Args[0]) {
		c.fault(in.mod.at(e.Args[0].Range()), "templatestring takes a template that stands elsewhere, such as local.template; write this one out as a string")
		return in.failed(e.Name, at)
	}
	args, failed := in.arguments(c, e)
	if failed != nil {
		return *failed
	}
	if f.Class == function.Impure {
		in.atoms = true
	}
	vs := make([]value.Value, len(args))
	for i, a := range args {
		if r, ok := a.V.(value.Ref); ok && readsMembers(f.Name) {
			a = in.materialise(r, at)
			args[i] = a
		}
		vs[i] = a.V
	}
	if f.Name == "jsondecode" && len(args) == 1 && in.run.isAnswer(args[0].V, at) {
		return args[0]
	}
	v, err := f.Call(in.functionEnv(c, at), args)
	if err != nil {
		c.excused(vs...).fault(at, "%s", err)
		return in.failed(e.Name, at)
	}
	return v
}

// isReference says whether an expression only names something.
func isReference(e hclsyntax.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		return true
	case *hclsyntax.IndexExpr:
		return isReference(e.Collection)
	case *hclsyntax.RelativeTraversalExpr:
		return isReference(e.Source)
	}
	return false
}

// readsMembers says whether a function looks into an object, so that a whole
// resource has to be given as one.
func readsMembers(name string) bool {
	switch name {
	case "merge", "keys", "values", "lookup", "jsonencode", "yamlencode", "tomap", "length":
		return true
	}
	return false
}

func (in *instance) functionEnv(c *scope, at source.Range) *function.Env {
	return &function.Env{
		At: at, ModuleDir: in.mod.dir, RootDir: in.run.root.dir, Instance: in.id + "|" + c.instance,
		ReadFile: in.run.loader.Read, List: in.run.loader.List,
		Template: func(src *source.File, vars typed.Value) (typed.Value, error) { return in.render(c, src, vars, at) },
	}
}

// arguments evaluates the arguments of a call. The second result is that of one
// that has no value: the call has none either.
func (in *instance) arguments(c *scope, e *hclsyntax.FunctionCallExpr) ([]typed.Value, *typed.Value) {
	args := make([]typed.Value, 0, len(e.Args))
	for i, x := range e.Args {
		v := in.eval(c, x)
		if isFailed(v.V) {
			return nil, &v
		}
		if !e.ExpandFinal || i < len(e.Args)-1 {
			args = append(args, v)
			continue
		}
		at := in.mod.at(x.Range())
		items, ok := v.Items()
		a, isArray := v.V.(value.Array)
		switch {
		case ok && isArray && !a.Open():
			for _, it := range items {
				it.V = inherit(it.V, v.V)
				args = append(args, it)
			}
		case v.V.Kind() == value.KindUnknown || isArray:
			// How many arguments there are isn't known.
			u := typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("tf."+e.Name+"...", append(valuesOf(args), v.V)...), Why: whyOr(v.V, at),
				Secret: value.HasSecret(v.V), Origin: value.Computed(at, e.Name, v.V),
			})}
			return nil, &u
		default:
			c.excused(v.V).fault(at, "only a list, set or tuple can be given as several arguments with ..., not %s", describe(v))
			f := in.failed(e.Name, at)
			return nil, &f
		}
	}
	return args, nil
}

func valuesOf(vs []typed.Value) []value.Value {
	out := make([]value.Value, len(vs))
	for i, v := range vs {
		out[i] = v.V
	}
	return out
}

// foreign is a call of a function that isn't Terraform's own: one of a
// provider, or none.
func (in *instance) foreign(c *scope, e *hclsyntax.FunctionCallExpr, at source.Range) typed.Value {
	args, failed := in.arguments(c, e)
	if failed != nil {
		return *failed
	}
	vs := valuesOf(args)
	if v, ok := in.providerFunction(c, e, args, at); ok {
		return v
	}
	nameAt := in.mod.at(e.NameRange)
	if isProviderFunction(e.Name) {
		parts := strings.Split(e.Name, "::")
		if _, ok := in.mod.required[parts[1]]; !ok {
			in.run.problem(diag.Binding, nameAt, "the provider of this function, %q, doesn't stand in required_providers", parts[1])
			return in.failed(e.Name, at)
		}
	} else {
		var names []string
		for _, f := range function.All() {
			names = append(names, f.Name)
		}
		in.run.problem(diag.Unsupported, nameAt, "Moat knows no function %q%s", e.Name, suggestion(e.Name, names))
	}
	secret := false
	for _, v := range vs {
		secret = secret || value.HasSecret(v)
	}
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("tf."+e.Name, vs...), Why: []value.Why{{Reason: value.ReasonUnsupported, Name: e.Name, At: at}},
		Secret: secret, Origin: value.Computed(at, e.Name, vs...),
	})}
}

// trying is c inside try or can.
func (c *scope) trying() *scope {
	n := *c
	n.tried = true
	n.doubt = new(bool)
	return &n
}

// try is the first argument that has a value. One of which only a condition
// tells whether it has one makes a conditional of it and the rest.
func (in *instance) try(c *scope, e *hclsyntax.FunctionCallExpr, at source.Range) typed.Value {
	if len(e.Args) == 0 || e.ExpandFinal {
		c.fault(at, "try takes expressions, one of which has a value")
		return in.failed("try", at)
	}
	v, ok := in.tryFrom(c, e.Args, at)
	if !ok {
		c.fault(at, "none of what try is given has a value")
		return in.failed("try", at)
	}
	return v
}

func (in *instance) tryFrom(c *scope, args []hclsyntax.Expression, at source.Range) (typed.Value, bool) {
	for i, x := range args {
		inner := c.trying()
		v := in.eval(inner, x)
		if deepFailed(v.V, 0) {
			continue
		}
		rest := func() (typed.Value, bool) {
			if i+1 == len(args) {
				return typed.Value{}, false
			}
			return in.tryFrom(c, args[i+1:], at)
		}
		if failsSometimes(v) {
			r, ok := rest()
			if !ok {
				r = in.failed("try", at)
			}
			return in.replaceFailures(v, r), true
		}
		if *inner.doubt {
			if r, ok := rest(); ok {
				out, err := function.Try(in.functionEnv(c, at), []function.Attempt{
					func() (typed.Value, bool, error) { return v, true, nil },
					func() (typed.Value, bool, error) { return r, false, nil },
				})
				if err == nil {
					return out, true
				}
			}
		}
		return v, true
	}
	return typed.Value{}, false
}

// deepFailed says whether an expression that came to v has no value.
func deepFailed(v value.Value, depth int) bool {
	if value.IsKnown(v) || depth > 32 {
		return false
	}
	if isFailed(v) {
		return true
	}
	switch v := v.(type) {
	case value.Array:
		for _, it := range v.Items() {
			if deepFailed(it, depth+1) {
				return true
			}
		}
	case value.Object:
		for _, m := range v.Members() {
			if deepFailed(m.Value, depth+1) {
				return true
			}
		}
	}
	return false
}

// failsSometimes says whether a branch of the conditional v has no value.
func failsSometimes(v typed.Value) bool {
	_, then, els, ok := asIf(v)
	return ok && (deepFailed(then.V, 0) || deepFailed(els.V, 0) || failsSometimes(then) || failsSometimes(els))
}

func (in *instance) replaceFailures(v, by typed.Value) typed.Value {
	if deepFailed(v.V, 0) {
		return by
	}
	cond, then, els, ok := asIf(v)
	if !ok {
		return v
	}
	return either(cond, in.replaceFailures(then, by), in.replaceFailures(els, by), v.V.Origin())
}

func (in *instance) can(c *scope, e *hclsyntax.FunctionCallExpr, at source.Range) typed.Value {
	if len(e.Args) != 1 || e.ExpandFinal {
		c.fault(at, "can takes 1 expression")
		return in.failed("can", at)
	}
	inner := c.trying()
	v := in.eval(inner, e.Args[0])
	if failsSometimes(v) {
		return typed.Value{V: canValue(v), T: cty.Bool}
	}
	return function.Can(in.functionEnv(c, at), func() (typed.Value, bool, error) {
		if deepFailed(v.V, 0) {
			return v, false, errNoValue
		}
		return v, *inner.doubt, nil
	})
}

type noValueError struct{}

func (noValueError) Error() string { return "it has no value" }

var errNoValue error = noValueError{}

func canValue(v typed.Value) value.Value {
	if deepFailed(v.V, 0) {
		return value.NewBool(false, v.V.Origin())
	}
	cond, then, els, ok := asIf(v)
	if !ok {
		return value.NewBool(true, v.V.Origin())
	}
	return value.NewIf(cond, canValue(then), canValue(els), v.V.Origin())
}

// maxTemplates bounds templates that read each other.
const maxTemplates = 8

// render evaluates the text of a template with the given variables and nothing
// else.
func (in *instance) render(c *scope, src *source.File, vars typed.Value, at source.Range) (typed.Value, error) {
	if in.templates >= maxTemplates {
		in.run.problem(diag.Limit, at, "templates read each other more than %d deep here; the value is unknown", maxTemplates)
		return in.unknown(value.ReasonLimit, "templatefile", at), nil
	}
	if tooNested(src.Content()) != nil {
		in.run.problem(diag.Limit, at, "%s: %s", src.Path(), nestedMessage)
		return in.unknown(value.ReasonLimit, "templatefile", at), nil
	}
	e, diags := hclsyntax.ParseTemplate(src.Content(), src.Path(), hcl.InitialPos)
	if d := firstError(diags); d != nil {
		where := at
		if d.Subject != nil {
			where = src.Range(d.Subject.Start.Byte, d.Subject.End.Byte)
		}
		in.run.problem(diag.Syntax, where, "%s", sentence(d))
		return in.unknown(value.ReasonParseError, path.Base(src.Path()), at), nil
	}
	inner := &instance{
		run: in.run, id: in.id, depth: in.depth, templates: in.templates + 1, blocks: map[any]*expansion{},
		mod: &module{dir: in.mod.dir, sources: map[string]mapper{src.Path(): {file: src}}},
	}
	s := inner.top()
	s.depth, s.maybe, s.tried, s.instance = c.depth, c.maybe, c.tried, c.instance
	if o, ok := vars.V.(value.Object); ok {
		for _, m := range o.Members() {
			if m.KeyValue == nil {
				v := vars.Member(m)
				v.V = inherit(v.V, o)
				s = s.bind(m.Key, v)
			}
		}
		if o.Open() {
			return typed.Value{T: cty.String, V: value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("tf.templatefile", value.NewString(src.Path(), nil), o), Why: whyOr(o, at), Type: value.TypeString,
				Secret: value.HasSecret(o), Origin: value.Computed(at, "templatefile", o),
			})}, nil
		}
	} else if vars.V.Kind() == value.KindUnknown {
		return typed.Value{T: cty.String, V: value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("tf.templatefile", value.NewString(src.Path(), nil), vars.V), Why: whyOr(vars.V, at), Type: value.TypeString,
			Secret: value.HasSecret(vars.V), Origin: value.Computed(at, "templatefile", vars.V),
		})}, nil
	}
	v := inner.eval(s, e)
	in.atoms = in.atoms || inner.atoms
	return v, nil
}
