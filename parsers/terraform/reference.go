package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// reference evaluates a name with the attributes and indices behind it.
func (in *instance) reference(c *scope, t hcl.Traversal, at source.Range) typed.Value {
	root := t.RootName()
	if v, ok := c.env.find(root); ok {
		return in.steps(c, c.settle(v), t[1:], at)
	}
	switch root {
	case "var":
		if name, nameAt, ok := in.attrStep(t, 1); ok {
			return in.steps(c, c.settle(in.variable(name, nameAt)), t[2:], at)
		}
	case "local":
		if name, nameAt, ok := in.attrStep(t, 1); ok {
			return in.steps(c, c.settle(in.local(c, name, nameAt)), t[2:], at)
		}
	case "path", "terraform":
		if name, nameAt, ok := in.attrStep(t, 1); ok {
			return in.steps(c, in.fact(root, name, nameAt), t[2:], at)
		}
	case "each", "count", "self":
		in.run.problem(diag.Binding, at, "%s", strayMessages[root])
		return in.failed(root, at)
	default:
		decl, used, ok := in.declaration(t, at)
		if !ok {
			return in.failed(traversalText(t), at)
		}
		if decl != nil {
			return in.block(c, decl, t[used:], at)
		}
	}
	in.run.problem(diag.Binding, at, "%q doesn't name anything; it takes a name behind a dot", traversalText(t))
	return in.failed(root, at)
}

var strayMessages = map[string]string{
	"each":  "each has a value only in a block with for_each",
	"count": "count has a value only in a block with count",
	"self":  "self has a value only in provisioners, connections and postconditions",
}

// attrStep is the name at a place of a traversal.
func (in *instance) attrStep(t hcl.Traversal, i int) (string, source.Range, bool) {
	if i >= len(t) {
		return "", source.Range{}, false
	}
	a, ok := t[i].(hcl.TraverseAttr)
	if !ok {
		return "", source.Range{}, false
	}
	return a.Name, nameOf(in.mod.at(a.SrcRange), a.Name), true
}

// declaration finds the resource or module call that a traversal begins with:
// a *resource or *moduleCall, with the number of steps that name it. Not ok,
// with a diagnostic, if there is none; nil if the traversal is cut short.
func (in *instance) declaration(t hcl.Traversal, at source.Range) (decl any, used int, ok bool) {
	root := t.RootName()
	if root == "module" {
		name, nameAt, ok := in.attrStep(t, 1)
		if !ok {
			return nil, 0, true
		}
		if c := in.mod.callDecl[name]; c != nil {
			return c, 2, true
		}
		var names []string
		for _, c := range in.mod.calls {
			names = append(names, c.name)
		}
		in.run.problem(diag.Binding, nameAt, "there is no module %q here%s", name, suggestion(name, names))
		return nil, 0, false
	}
	prefix, i := "", 0
	switch root {
	case "data", "ephemeral":
		prefix, i = root+".", 1
	case "resource":
		i = 1
	}
	typ := root
	if i == 1 {
		typ, _, ok = in.attrStep(t, 1)
		if !ok {
			return nil, 0, true
		}
	}
	name, nameAt, ok := in.attrStep(t, i+1)
	if !ok {
		if len(t) == 1 && !strings.Contains(root, "_") {
			in.run.problem(diag.Binding, at, "%q isn't declared here; a string stands in quotes, a variable is var.%s, a local local.%s", root, root, root)
			return nil, 0, false
		}
		return nil, 0, true
	}
	key := prefix + typ + "." + name
	if r := in.mod.resDecl[key]; r != nil {
		return r, i + 2, true
	}
	in.run.problem(diag.Binding, nameAt, "there is no %s in this module%s", key, suggestion(key, in.mod.addresses()))
	return nil, 0, false
}

func (m *module) addresses() []string {
	out := make([]string, len(m.resources))
	for i, r := range m.resources {
		out[i] = r.address()
	}
	return out
}

// block is what stands behind the name of a resource or module call.
func (in *instance) block(c *scope, decl any, rest hcl.Traversal, at source.Range) typed.Value {
	exp := in.expansion(decl)
	if len(rest) > 0 {
		if i, ok := rest[0].(hcl.TraverseIndex); ok && !exp.single {
			key := typed.FromCty(i.Key, value.Literal(in.mod.at(i.SrcRange)))
			return in.steps(c, in.instanceOf(c, exp, key, at), rest[1:], at)
		}
	}
	return in.steps(c, in.all(c, exp, at), rest, at)
}

// instanceAt is decl[key] for a traversal that names a resource or module call
// with count or for_each, and nothing behind it.
func (in *instance) instanceAt(c *scope, t hcl.Traversal, key func() typed.Value, at source.Range) (typed.Value, bool) {
	root := t.RootName()
	if _, shadowed := c.env.find(root); shadowed {
		return typed.Value{}, false
	}
	switch root {
	case "var", "local", "path", "terraform", "each", "count", "self":
		return typed.Value{}, false
	}
	decl, used, ok := in.declaration(t, at)
	if !ok || decl == nil || used != len(t) {
		return typed.Value{}, false
	}
	exp := in.expansion(decl)
	if exp.single {
		return typed.Value{}, false
	}
	k := key()
	if isFailed(k.V) {
		return k, true
	}
	return in.instanceOf(c, exp, k, at), true
}

// instanceOf is the instance with a key. One whose presence hangs on a
// condition is taken to be there: the plan fails without it.
func (in *instance) instanceOf(c *scope, exp *expansion, key typed.Value, at source.Range) typed.Value {
	if exp.state == cellBusy {
		in.run.problem(diag.Evaluation, exp.at, "the number of instances of %s depends on itself", exp.address)
		return in.failed(exp.address, at)
	}
	want := key
	if exp.keyed {
		if s, err := typed.Argument(key, cty.String, at); err == nil {
			want = s
		}
	} else if n, err := typed.Argument(key, cty.Number, at); err == nil {
		want = n
	}
	for i := range exp.runs {
		r := &exp.runs[i]
		if r.key.Key() != want.V.Key() {
			continue
		}
		v := in.refTo(exp, r, at)
		if r.cond == nil || c.settle(typed.Value{V: r.cond, T: cty.Bool}).V.Kind() == value.KindBool || !c.tried {
			return v
		}
		return either(r.cond, v, in.failed(exp.address, at), nil)
	}
	for i := range exp.runs {
		if exp.runs[i].some { // one stands for all
			return in.refTo(exp, &exp.runs[i], at)
		}
	}
	if want.IsKnown() && !isFailed(want.V) {
		switch s := want.V.(type) {
		case value.String:
			if s.Secret() {
				c.excused(want.V).fault(at, "%s has no instance of this secret key", exp.address)
			} else {
				c.excused(want.V).fault(at, "%s has no instance %q%s", exp.address, s.String(), exp.keysText())
			}
		case value.Int:
			c.excused(want.V).fault(at, "%s has no instance %d: it has %s", exp.address, s.Int(), plural(len(exp.runs), "instance"))
		}
		return in.failed(exp.address, at)
	}
	return in.index(c, in.all(c, exp, at), want, at)
}

func (e *expansion) keysText() string {
	var keys []string
	for _, r := range e.runs {
		if s, ok := r.key.(value.String); ok && !s.Secret() {
			keys = append(keys, s.String())
		}
	}
	switch {
	case len(keys) == 0:
		return ""
	case len(keys) > 6:
		return "; there are " + strings.Join(keys[:6], ", ") + "…"
	}
	return "; there are " + strings.Join(keys, ", ")
}

// all is every instance: the one itself without count and for_each, else a list
// or an object of them.
func (in *instance) all(c *scope, exp *expansion, at source.Range) typed.Value {
	if exp.state == cellBusy {
		in.run.problem(diag.Evaluation, exp.at, "the number of instances of %s depends on itself", exp.address)
		return in.failed(exp.address, at)
	}
	if exp.single {
		return in.refTo(exp, &exp.runs[0], at)
	}
	return in.collection(exp, exp.over, at, 0)
}

// collection is the list or object of instances, a conditional of such where
// how many there are hangs on a condition.
func (in *instance) collection(exp *expansion, over typed.Value, at source.Range, depth int) typed.Value {
	if cond, then, els, ok := asIf(over); ok && depth < maxRunDepth {
		return either(cond, in.collection(exp, then, at, depth+1), in.collection(exp, els, at, depth+1), nil)
	}
	o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: exp.address})
	runs := in.runsOf(exp, over, depth, nil)
	var items []value.Value
	var members []value.Member
	var types []cty.Type
	attrs := map[string]cty.Type{}
	for i := range runs {
		r := exp.find(&runs[i])
		if r == nil {
			continue
		}
		ref := in.refTo(exp, r, at)
		if r.some {
			if exp.keyed {
				members = append(members, value.Member{KeyValue: r.key, Value: ref.V})
				continue
			}
			return typed.Value{T: cty.DynamicPseudoType, V: value.NewOpenArray(nil, []value.Value{ref.V},
				value.SymCall("tf.instances", value.NewString(exp.address, nil), r.count), whyOr(r.count, at), o)}
		}
		items = append(items, ref.V)
		types = append(types, cty.DynamicPseudoType)
		if s, ok := r.key.(value.String); ok {
			members = append(members, value.Member{Key: s.String(), Value: ref.V})
			attrs[s.String()] = cty.DynamicPseudoType
		}
	}
	if !exp.keyed {
		return typed.Value{V: value.NewArray(items, o), T: cty.Tuple(types)}
	}
	out := value.NewObject(members, source.Range{}, o)
	if out.Open() {
		return typed.Value{V: out, T: cty.DynamicPseudoType}
	}
	return typed.Value{V: out, T: cty.Object(attrs)}
}

// fact is path.name or terraform.name.
func (in *instance) fact(root, name string, at source.Range) typed.Value {
	str := func(s string) typed.Value { return typed.Of(value.NewString(s, value.Computed(at, root+"."+name))) }
	switch root + "." + name {
	case "path.module":
		return str(relative(in.run.root.dir, in.mod.dir))
	case "path.root":
		return str(".")
	case "terraform.workspace":
		// Nobody has selected one.
		return typed.Of(value.NewString("default", value.NewOrigin(value.Origin{Kind: value.OriginDefault, At: at, Name: "terraform.workspace"})))
	case "terraform.applying":
		return typed.Of(value.NewBool(false, value.Computed(at, "terraform.applying")))
	case "path.cwd", "terraform.env":
		return typed.Value{T: cty.String, V: value.NewUnknown(value.UnknownSpec{
			Sym: value.SymEnv(root + "." + name), Type: value.TypeString,
			Why: []value.Why{{Reason: value.ReasonExternalInput, Name: root + "." + name, At: at}}, Origin: value.Computed(at, root+"."+name),
		})}
	}
	in.run.problem(diag.Binding, at, "%s has no attribute %q", root, name)
	return in.failed(name, at)
}

// relative is the way from one folder of the workspace to another.
func relative(from, to string) string {
	if from == to {
		return "."
	}
	split := func(p string) []string {
		if p == "." {
			return nil
		}
		return strings.Split(p, "/")
	}
	a, b := split(from), split(to)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Join(append(strings.Split(strings.TrimSuffix(strings.Repeat("../", len(a)), "/"), "/")[:min(1, len(a))], b...), "/")
}

// refAttr reads an attribute of a whole resource or module.
func (in *instance) refAttr(c *scope, r value.Ref, name string, at, nameAt source.Range) typed.Value {
	switch t := r.Target().(type) {
	case *handle:
		v := t.attr(c, name, at, nameAt)
		o := value.Origin{Kind: value.OriginComputed, At: at, Name: t.symbol + "." + name, Next: v.V.Origin()}
		if t.in != in { // the way on leads through another instance
			o.Next = nil
			if v.V.Origin().Assumed() {
				o = *value.AssumedParameter(o)
			}
		}
		origin := value.NewOrigin(o)
		in.run.readFrom[origin] = t
		v.V = value.WithOrigin(v.V, origin)
		return v
	case *callHandle:
		return t.output(c, name, at, nameAt)
	}
	panic("internal error: a reference to nothing")
}

// materialise is a whole resource or module as an object of what can be read
// from it.
func (in *instance) materialise(r value.Ref, at source.Range) typed.Value {
	switch t := r.Target().(type) {
	case *handle:
		return t.object(at)
	case *callHandle:
		return t.object(at)
	}
	panic("internal error: a reference to nothing")
}
