package terraform

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// variable returns a variable's value: what it is given, else its default, else
// unknown.
func (in *instance) variable(name string, at source.Range) typed.Value {
	d := in.mod.varDecl[name]
	if d == nil {
		var names []string
		for _, v := range in.mod.variables {
			names = append(names, v.name)
		}
		in.run.problem(diag.Binding, at, "there is no variable %q in this module%s", name, suggestion(name, names))
		return in.failed(name, at)
	}
	c := in.vars[name]
	if c == nil {
		c = &cell{}
		in.vars[name] = c
	}
	switch c.state {
	case cellDone:
		return c.v
	case cellBusy:
		in.run.problem(diag.Evaluation, d.nameAt, "variable %q depends on itself", name)
		return in.failed(name, d.nameAt)
	}
	c.state = cellBusy
	c.v = in.variableValue(d)
	c.state = cellDone
	return c.v
}

func (in *instance) variableValue(d *variable) typed.Value {
	v, given := in.args[d.name]
	if lazy := in.lazyArgs[d.name]; lazy != nil {
		v, given = lazy(), true
	}
	switch {
	case given && v.IsNull() && !d.nullable && d.value != nil:
		v = in.defaultValue(d)
	case given:
		v = in.converted(d, v, d.nameAt)
		if !d.nullable && d.value != nil && v.V.Kind() == value.KindUnknown {
			v.V = typed.Coalesce(d.nameAt, v.V, in.defaultValue(d).V)
		}
	case d.value != nil:
		v = in.defaultValue(d)
	default:
		v = in.unknownVariable(d)
	}
	if d.sensitive {
		v.V = value.AsSecret(v.V)
		if d.value != nil {
			in.run.noteSecrets(in.mod, d.value.expr)
		}
		in.expose(v.V)
	}
	return v
}

// converted is v as a value of the variable's type. What can't be converted is
// unknown, and a diagnostic says so.
func (in *instance) converted(d *variable, v typed.Value, at source.Range) typed.Value {
	if isFailed(v.V) {
		return typed.Value{V: v.V, T: d.typ.WithoutOptionalAttributesDeep()}
	}
	if d.sensitive { // before anything is said of it
		v.V = value.AsSecret(v.V)
	}
	v = in.shaped(v, d.typ, at)
	out, err := typed.ConvertDefaults(v, d.typ, d.defaults, at)
	if err != nil {
		where := at
		for o := v.V.Origin(); o != nil && o.Kind != value.OriginParameter; o = o.Next {
			if o.At.IsValid() {
				where = o.At
			}
		}
		in.top().excused(v.V).fault(where, "variable %q takes another type: %s", d.name, err)
		return typed.Value{V: in.failed(d.name, at).V, T: d.typ.WithoutOptionalAttributesDeep()}
	}
	return out
}

// shaped replaces whole resources and modules inside v by objects wherever the
// type asks for one.
func (in *instance) shaped(v typed.Value, to cty.Type, at source.Range) typed.Value {
	if to == cty.DynamicPseudoType || !holdsRef(v.V) {
		return v
	}
	switch x := v.V.(type) {
	case value.Ref:
		return in.shaped(in.materialiseFor(x, to, at), to, at)
	case value.Array:
		elem := func(i int) cty.Type { return typeOfItem(to, i) }
		items := make([]value.Value, len(x.Items()))
		for i, it := range x.Items() {
			items[i] = in.shaped(typed.Of(it), elem(i), at).V
		}
		if x.Open() {
			return typed.Value{V: x.MapItems(func(it value.Value) value.Value { return in.shaped(typed.Of(it), elem(0), at).V }), T: v.T}
		}
		return typed.Of(value.NewArray(items, x.Origin()))
	case value.Object:
		out := x.MapMembers(func(m value.Member) value.Member {
			m.Value = in.shaped(typed.Of(m.Value), typeOfAttr(to, m.Key), at).V
			return m
		})
		return typed.Of(out)
	}
	return v
}

// materialiseFor is a whole resource or module as an object with the attributes
// of an object type.
func (in *instance) materialiseFor(r value.Ref, to cty.Type, at source.Range) typed.Value {
	if !to.IsObjectType() {
		return in.materialise(r, at)
	}
	var members []value.Member
	for _, name := range sortedAttributes(to) {
		if h, ok := r.Target().(*callHandle); ok && to.AttributeOptional(name) && !h.declares(name) {
			continue
		}
		members = append(members, value.Member{Key: name, Value: in.refAttr(in.top(), r, name, at, at).V})
	}
	return typed.Of(value.NewObject(members, source.Range{}, r.Origin()))
}

func sortedAttributes(t cty.Type) []string {
	var out []string
	for name := range t.AttributeTypes() {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (in *instance) defaultValue(d *variable) typed.Value {
	c := in.top()
	v := in.converted(d, in.eval(c, d.value.expr), d.value.at)
	if v.IsNull() {
		v.V = value.NewNull(value.Literal(d.value.at))
	}
	v.V = value.Rebase(v.V, func(_ value.Path, o *value.Origin) *value.Origin {
		return value.NewOrigin(value.Origin{Kind: value.OriginDefault, At: d.nameAt, Name: d.name, Next: o})
	})
	return v
}

func (in *instance) unknownVariable(d *variable) typed.Value {
	reason := value.ReasonParameter
	if d.damaged {
		reason = value.ReasonParseError
	}
	t := d.typ.WithoutOptionalAttributesDeep()
	// A variable without a default has to be given a value, and nobody gives
	// null for one.
	spec := value.UnknownSpec{
		Sym: value.SymParam(d.name, in.id), Why: []value.Why{{Reason: reason, Name: d.name, At: d.nameAt}},
		Type: valueType(t), Secret: d.sensitive,
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginParameter, At: d.nameAt, Name: d.name}),
	}
	switch {
	case t == cty.Bool:
		spec.Domain = bools()
	case d.oneOf != nil:
		spec.Domain = in.domain(d)
	}
	return typed.Value{V: value.NewUnknown(spec), T: t}
}

// domain is what a validation lists as the possible values.
func (in *instance) domain(d *variable) *value.Domain {
	v := in.eval(in.top().trying(), d.oneOf)
	items, ok := v.Items()
	if !ok || !v.IsKnown() || len(items) == 0 || len(items) > maxBranches {
		return nil
	}
	out := &value.Domain{}
	for _, it := range items {
		if c, err := typed.Convert(it, d.typ, d.nameAt); err == nil {
			it = c
		}
		out.OneOf = append(out.OneOf, it.V)
	}
	return out
}

// rootValues are the values that the root module's variables are given: files
// that Terraform loads by itself, then those of --params, then --var; the later
// wins.
//
// Source: "Variable definition precedence" of Terraform's documentation.
func (r *run) rootValues(root *instance, t *Tree, e language.Entry) map[string]typed.Value {
	out := map[string]typed.Value{}
	files := append([]*Values{}, t.auto...)
	for _, p := range e.Params {
		if v, ok := p.(*Values); ok {
			files = append(files, v)
		}
	}
	for _, f := range files {
		reader := &instance{run: r, mod: f.mod, blocks: map[any]*expansion{}}
		for _, a := range f.attrs {
			d := root.mod.varDecl[a.name]
			if d == nil {
				r.notes = append(r.notes, fmt.Sprintf("%s gives a value to %q, which no variable of %s declares", f.file.Path(), a.name, root.mod.dir))
				continue
			}
			if d.sensitive {
				r.noteSecrets(f.mod, a.expr)
			}
			out[a.name] = given(reader.eval(reader.top(), a.expr), a.nameAt, a.name)
		}
	}
	for _, v := range e.Vars {
		if d := root.mod.varDecl[v.Name]; d != nil {
			out[v.Name] = given(r.fromText(d, v.Value), d.nameAt, v.Name)
		}
	}
	return out
}

// given is a value whose origin is that somebody gave it.
func given(v typed.Value, at source.Range, name string) typed.Value {
	v.V = value.Rebase(v.V, func(_ value.Path, o *value.Origin) *value.Origin {
		return value.NewOrigin(value.Origin{Kind: value.OriginArgument, At: at, Name: name, Next: o})
	})
	return v
}

// fromText reads a value of --var: as it is for a variable of a primitive type
// or without one, else as an expression.
func (r *run) fromText(d *variable, text string) typed.Value {
	if d.typ.IsPrimitiveType() || d.untyped {
		return typed.Of(value.NewString(text, nil))
	}
	f := source.NewFile("--var "+d.name, []byte(text))
	reader := &instance{run: r, mod: &module{sources: map[string]mapper{f.Path(): {file: f}}}, blocks: map[any]*expansion{}}
	if tooNested([]byte(text)) != nil {
		r.problem(diag.Limit, f.Range(0, 0), "%s", nestedMessage)
		return reader.unknown(value.ReasonLimit, d.name, f.Range(0, 0))
	}
	e, diags := hclsyntax.ParseExpression([]byte(text), f.Path(), hcl.InitialPos)
	if bad := firstError(diags); bad != nil {
		r.problem(diag.Syntax, d.nameAt, "--var %s: the value can't be read as Terraform: %s", d.name, sentence(bad))
		return reader.failed(d.name, d.nameAt)
	}
	v := reader.eval(reader.top(), e)
	if d.sensitive {
		v.V = value.AsSecret(v.V)
	}
	v.V = value.Rebase(v.V, func(value.Path, *value.Origin) *value.Origin { return nil })
	return v
}
