package template

import (
	"path"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// parameterOf is the name under which a user function's parameter stands, as
// parameters('x') of ARM JSON finds it.
func parameterOf(name string) string { return "parameter " + strings.ToLower(name) }

// callUser calls a user-defined function of this template, for a caller in any
// template.
func (in *instance) callUser(c *evalContext, f *Function, e *expression.Call) value.Value {
	if len(e.Args) != len(f.Params) {
		in.run.problem(diag.Evaluation, e.At, "%s takes %s, but is given %d", f.Name, count(len(f.Params), "argument"), len(e.Args))
		return in.typeError(f.Name, e.At)
	}
	if in.active[f] > 0 {
		in.run.problem(diag.Evaluation, f.NameAt, "function %q calls itself, directly or through others", f.Name)
		return in.typeError(f.Name, e.At)
	}
	inner := in.top()
	inner.maybe, inner.loops, inner.locals, inner.depth, inner.assume = c.maybe, c.loops, c.locals, c.depth, c.assume
	for i, p := range f.Params {
		v := c.in.eval(c, e.Args[i])
		inner = inner.bind(p, v)
		inner = inner.bind(parameterOf(p), v)
	}
	in.active[f]++
	v := in.eval(inner, f.Body)
	in.active[f]--
	return v
}

// callNamespace is ns.function(…): of a wildcard import, or of ARM's user
// functions.
func (in *instance) callNamespace(c *evalContext, e *expression.Call) value.Value {
	names := in.namesOf(c)
	if f, ok := names.funcDecl[names.functionKey(e.Namespace, e.Name)]; ok {
		return names.callUser(c, f, e)
	}
	for _, imp := range in.t.Imports {
		if imp.Wildcard == e.Namespace {
			return importTarget{in, imp, e.Name}.call(c, in, e)
		}
	}
	if e.Namespace == "this" && fn.Lookup("this."+e.Name) != nil { // the resource's own state in Azure
		return in.unknownRuntime(e)
	}
	in.run.problem(diag.Binding, e.At, "there is no function %q in %q", e.Name, e.Namespace)
	return in.typeError(e.Name, e.At)
}

func (in *instance) unknownRuntime(e *expression.Call) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym:    value.SymAtom(e.Namespace+"."+e.Name+"()", in.id+"|"+placeID(e.At)),
		Why:    []value.Why{{Reason: value.ReasonRuntimeReference, Name: e.Namespace, At: e.At}},
		Origin: value.Computed(e.At, e.Name),
	})
}

// importTarget is a name taken from another file.
type importTarget struct {
	in   *instance // that imports
	imp  *Import
	name string // as declared there
}

func (in *instance) bindImports() {
	for _, imp := range in.t.Imports {
		for _, n := range imp.Names {
			setFirst(in.imported, n.Alias, importTarget{in, imp, n.Original})
		}
	}
}

// instance is the imported file, in whose names its declarations are
// evaluated; nil if it can't be read.
func (t importTarget) instance() *instance {
	r := t.in.run
	switch {
	case t.imp.Problem != "":
		r.problem(diag.Binding, t.imp.At, "%s", t.imp.Problem)
		return nil
	case t.imp.Ref == "":
		// Types, values and functions come from there, never resources: nothing
		// that is looked for can stand in it.
		r.missing[t.imp.Path] = true
		return nil
	}
	src, ok := r.load(t.imp.Ref, t.imp.At)
	if !ok {
		return nil
	}
	tpl := src.Template()
	if got, ok := r.imports[tpl]; ok {
		return got
	}
	in := r.newInstance(tpl, t.in.scope, nil, "", t.in.depth)
	r.imports[tpl] = in
	return in
}

func (t importTarget) unavailable(at source.Range) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym:    value.SymAtom(t.name, t.imp.Path),
		Why:    []value.Why{{Reason: value.ReasonExternalModule, Name: t.imp.Path, At: t.imp.At}},
		Origin: value.Computed(at, t.name),
	})
}

func (t importTarget) variable(at source.Range) value.Value {
	in := t.instance()
	if in == nil {
		return t.unavailable(at)
	}
	d := in.varDecl[in.fold(t.name)]
	if d == nil || !d.Exported {
		if next, ok := in.imported[t.name]; ok && d == nil {
			return next.variable(at)
		}
		t.in.run.problem(diag.Binding, at, "%q exports no variable %q", t.imp.Path, t.name)
		return t.in.typeError(t.name, at)
	}
	return in.variable(in.top(), t.name, at)
}

func (t importTarget) call(c *evalContext, caller *instance, e *expression.Call) value.Value {
	in := t.instance()
	if in == nil {
		return t.unavailable(e.At)
	}
	f := in.funcDecl[in.functionKey("", t.name)]
	if f == nil { // compiled Bicep keeps its functions in a namespace
		f = in.funcDecl[in.functionKey("__bicep", t.name)]
	}
	if f == nil || !f.Exported {
		caller.run.problem(diag.Binding, e.At, "%q exports no function %q", t.imp.Path, t.name)
		return caller.typeError(t.name, e.At)
	}
	return in.callUser(c, f, e)
}

// namespaceMember is ns.name, a variable of a wildcard import.
func (in *instance) namespaceMember(c *evalContext, n *expression.Name, e *expression.Prop) value.Value {
	for _, imp := range in.t.Imports {
		if imp.Wildcard == n.Name {
			return importTarget{in, imp, e.Name}.variable(e.At)
		}
	}
	if n.Name == baseName && in.inherited != nil {
		v, _ := in.prop(c, in.inherited, e.Name, e.At, e.NameAt, e.Safe)
		return v
	}
	in.run.problem(diag.Evaluation, e.At, "%q has no value %q", n.Name, e.Name)
	return in.typeError(e.Name, e.At)
}

// importedType finds a type by the alias it was imported under.
func (in *instance) importedType(namespace, name string) (*typeIn, bool) {
	t := importTarget{in: in, name: name}
	if namespace != "" {
		for _, imp := range in.t.Imports {
			if imp.Wildcard == namespace {
				t.imp = imp
			}
		}
	} else if got, ok := in.imported[name]; ok {
		t = got
	}
	if t.imp == nil {
		return nil, false
	}
	other := t.instance()
	if other == nil {
		return nil, false
	}
	if d, ok := other.typeDecl[t.name]; ok {
		return &typeIn{other, d}, true
	}
	if next, ok := other.imported[t.name]; ok {
		return next.in.importedType("", t.name)
	}
	return nil, false
}

// files reads what load functions name, through the loader's sandbox.
type files struct{ in *instance }

func (f files) resolve(from source.Range, rel string) (string, *fn.Fault) {
	p, err := source.Join(from.Path(), rel)
	if err != nil {
		_, msg := ioReason(err, rel)
		return "", fn.Faultf("%s", msg)
	}
	return p, nil
}

// Load implements fn.Files.
func (f files) Load(from source.Range, rel string) (*source.File, *fn.Fault) {
	p, fault := f.resolve(from, rel)
	if fault != nil {
		return nil, fault
	}
	file, err := f.in.run.loader.Read(p)
	if err != nil {
		_, msg := ioReason(err, rel)
		return nil, fn.Faultf("%s", msg)
	}
	return file, nil
}

// List implements fn.Files.
func (f files) List(from source.Range, dir string) ([]string, *fn.Fault) {
	p, fault := f.resolve(from, dir)
	if fault != nil {
		return nil, fault
	}
	entries, err := f.in.run.loader.List(p)
	if err != nil {
		_, msg := ioReason(err, dir)
		return nil, fn.Faultf("%s", msg)
	}
	var out []string
	for _, e := range entries {
		if !e.IsDir {
			out = append(out, path.Join(dir, e.Name))
		}
	}
	return out, nil
}
