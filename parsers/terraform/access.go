package terraform

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// steps follows attributes and indices from a value.
func (in *instance) steps(c *scope, v typed.Value, t hcl.Traversal, at source.Range) typed.Value {
	for _, s := range t {
		if isFailed(v.V) {
			return v
		}
		stepAt := in.mod.at(s.SourceRange())
		switch s := s.(type) {
		case hcl.TraverseAttr:
			v = in.attr(c, v, s.Name, at, nameOf(stepAt, s.Name))
		case hcl.TraverseIndex:
			v = in.index(c, v, typed.FromCty(s.Key, value.Literal(stepAt)), at)
		}
		v = c.settle(v)
	}
	return v
}

// nameOf is the name in ".name".
func nameOf(at source.Range, name string) source.Range {
	if at.IsValid() && at.End-at.Start > len(name) {
		at.Start = at.End - len(name)
	}
	return at
}

// exactMember is the member of exactly this name: Terraform tells case apart.
func exactMember(o value.Object, name string) (value.Member, bool) {
	for _, m := range o.Members() {
		if m.KeyValue == nil && m.Key == name {
			return m, true
		}
	}
	return value.Member{}, false
}

// attr is base.name.
func (in *instance) attr(c *scope, base typed.Value, name string, at, nameAt source.Range) typed.Value {
	switch b := base.V.(type) {
	case value.Null:
		c.excused(b).fault(nameAt, "%q is read from something that is null", name)
		return in.noValue(base.V, name, at)
	case value.Object:
		return in.member(c, base, b, name, at, nameAt)
	case value.Ref:
		return in.refAttr(c, b, name, at, nameAt)
	case value.Unknown:
		return in.unknownAttr(c, base, b, name, at, nameAt)
	case value.Array:
		if n, err := strconv.Atoi(name); err == nil {
			return in.index(c, base, typed.Of(value.NewInt(int64(n), nil)), at)
		}
		c.excused(b).fault(nameAt, "%q is read from a list; name one element, as in [0], or all of them with [*]", name)
		return in.noValue(base.V, name, at)
	}
	c.excused(base.V).fault(nameAt, "%q is read from %s, which has no attributes", name, describe(base))
	return in.noValue(base.V, name, at)
}

// noValue is the result of reading something that isn't there: the plan would
// fail.
func (in *instance) noValue(base value.Value, name string, at source.Range) typed.Value {
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(base, name), Secret: value.HasSecret(base),
		Why:    []value.Why{{Reason: value.ReasonTypeError, Name: name, At: at}},
		Origin: value.Computed(at, name, base),
	})}
}

func (in *instance) member(c *scope, base typed.Value, b value.Object, name string, at, nameAt source.Range) typed.Value {
	m, ok := exactMember(b, name)
	switch {
	case ok && !m.Maybe:
		v := base.Member(m)
		v.V = inherit(v.V, b)
		return v
	case ok || b.Open():
		spec := value.UnknownSpec{
			Sym: value.SymProp(b, name), Why: b.Why(), Hint: m.Value, Secret: b.Secret(), Origin: value.Computed(at, name, b),
		}
		return typed.Value{V: value.NewUnknown(spec), T: cty.DynamicPseudoType}
	}
	if b.Secret() { // its names may be made of secrets
		c.excused(b).fault(nameAt, "there is no attribute %q in this secret", name)
	} else {
		c.excused(b).fault(nameAt, "there is no attribute %q here; there are %s", name, memberNames(b))
	}
	return in.noValue(b, name, at)
}

func memberNames(o value.Object) string {
	out := ""
	for i, m := range o.Members() {
		if i == 6 {
			return out + "…"
		}
		if i > 0 {
			out += ", "
		}
		out += m.Key
	}
	if out == "" {
		return "none"
	}
	return out
}

func describe(v typed.Value) string {
	switch v.V.Kind() {
	case value.KindNull:
		return "null"
	case value.KindBool:
		return "a boolean"
	case value.KindInt, value.KindFloat:
		return "a number"
	case value.KindString, value.KindText:
		if v.T == cty.Number {
			return "a number"
		}
		return "a string"
	case value.KindArray:
		return "a list"
	case value.KindObject:
		return "an object"
	}
	return "a value"
}

// typeOfAttr is the type that an attribute of a type has.
func typeOfAttr(t cty.Type, name string) cty.Type {
	switch {
	case t.IsObjectType() && t.HasAttribute(name):
		return t.AttributeType(name)
	case t.IsMapType():
		return t.ElementType()
	}
	return cty.DynamicPseudoType
}

func typeOfItem(t cty.Type, i int) cty.Type {
	switch {
	case t.IsListType(), t.IsSetType(), t.IsMapType():
		return t.ElementType()
	case t.IsTupleType():
		if types := t.TupleElementTypes(); i >= 0 && i < len(types) {
			return types[i]
		}
	}
	return cty.DynamicPseudoType
}

// valueType is what a Terraform type tells of an unknown's type. What may be
// null has none.
func valueType(t cty.Type) value.Type {
	switch {
	case t == cty.String:
		return value.TypeString
	case t == cty.Bool:
		return value.TypeBool
	case typed.IsSequence(t):
		return value.TypeArray
	case typed.IsMapping(t):
		return value.TypeObject
	}
	return value.TypeAny
}

// unknownAttr reads an attribute of something unknown: through both branches of
// a conditional, and along the declared value that stands behind a run-time
// read.
func (in *instance) unknownAttr(c *scope, base typed.Value, b value.Unknown, name string, at, nameAt source.Range) typed.Value {
	if cond, then, els, ok := asIf(base); ok {
		t := in.attr(c.given(cond), then, name, at, nameAt)
		e := in.attr(c.given(value.NewNot(cond, nil)), els, name, at, nameAt)
		return in.oneOrBoth(c, cond, t, e, value.Computed(at, name, b))
	}
	if base.T.IsObjectType() && !base.T.HasAttribute(name) {
		c.fault(nameAt, "there is no attribute %q here; the type is %s", name, base.T.FriendlyName())
		return in.noValue(b, name, at)
	}
	if base.T.IsPrimitiveType() {
		c.fault(nameAt, "%q is read from a %s, which has no attributes", name, base.T.FriendlyName())
		return in.noValue(b, name, at)
	}
	if c.doubt != nil && base.T == cty.DynamicPseudoType && !declaredBehind(b) {
		*c.doubt = true
	}
	spec := value.UnknownSpec{
		Sym: value.SymProp(b, name), Why: b.Why(), Secret: b.Secret(), Origin: value.Computed(at, name, b),
	}
	if h := b.Hint(); h != nil {
		if l := value.Get(h, value.Path{value.NameStep(name)}); l.Value != nil {
			spec.Hint = inherit(l.Value, b)
		}
	}
	return typed.Value{V: value.NewUnknown(spec), T: typeOfAttr(base.T, name)}
}

// declaredBehind says whether an unknown is something that Azure computes: an
// attribute of it is taken to be there, since nobody would read it otherwise.
func declaredBehind(u value.Unknown) bool {
	switch u.Why()[0].Reason {
	case value.ReasonRuntimeReference, value.ReasonRuntimeList, value.ReasonExisting, value.ReasonUnmappedType, value.ReasonEnvironment:
		return true
	}
	return false
}

// oneOrBoth is the conditional of two results. Where one of them is a failure,
// Terraform goes on only with the other: then that is the result, unless
// somebody waits for failures.
func (in *instance) oneOrBoth(c *scope, cond value.Value, then, els typed.Value, o *value.Origin) typed.Value {
	if !c.tried {
		switch {
		case isFailed(then.V) && !isFailed(els.V):
			return els
		case isFailed(els.V) && !isFailed(then.V):
			return then
		}
	}
	return either(cond, then, els, o)
}

func (in *instance) indexExpr(c *scope, e *hclsyntax.IndexExpr) typed.Value {
	at := in.mod.at(e.SrcRange)
	if t, ok := e.Collection.(*hclsyntax.ScopeTraversalExpr); ok {
		if v, ok := in.instanceAt(c, t.Traversal, func() typed.Value { return in.eval(c, e.Key) }, at); ok {
			return v
		}
	}
	base := in.eval(c, e.Collection)
	if isFailed(base.V) {
		return base
	}
	key := in.eval(c, e.Key)
	if isFailed(key.V) {
		return key
	}
	return in.index(c, base, key, at)
}

// index is base[key].
func (in *instance) index(c *scope, base, key typed.Value, at source.Range) typed.Value {
	if key.IsNull() {
		c.excused(key.V).fault(at, "an index can't be null")
		return in.failed("[]", at)
	}
	switch b := base.V.(type) {
	case value.Null:
		c.excused(b).fault(at, "an element is read from something that is null")
		return in.noValue(b, "[]", at)
	case value.Array:
		if base.T.IsSetType() {
			c.excused(b).fault(at, "the elements of a set have no index; go through them with for, or make a list of them with tolist()")
			return in.noValue(b, "[]", at)
		}
		return in.element(c, base, b, key, at)
	case value.Object:
		k, err := typed.Argument(key, cty.String, at)
		if err != nil {
			c.excused(key.V).fault(at, "an object's index must be a name: %s", err)
			return in.failed("[]", at)
		}
		if s, ok := k.V.(value.String); ok {
			if s.Secret() {
				return in.secretMember(c, base, b, s, at)
			}
			return in.member(c, base, b, s.String(), at, at)
		}
		return in.unknownIndex(c, base, k, at, memberValues(b))
	case value.Ref:
		if s, ok := key.V.(value.String); ok {
			return in.refAttr(c, b, s.String(), at, at)
		}
		c.fault(at, "%s has one instance, without an index: it has neither count nor for_each", b.Origin().Name)
		return in.noValue(b, "[]", at)
	case value.Unknown:
		if cond, then, els, ok := asIf(base); ok {
			t := in.index(c.given(cond), then, key, at)
			e := in.index(c.given(value.NewNot(cond, nil)), els, key, at)
			return in.oneOrBoth(c, cond, t, e, value.Computed(at, "[]", b, key.V))
		}
		if s, ok := key.V.(value.String); ok && !s.Secret() {
			return in.unknownAttr(c, base, b, s.String(), at, at)
		}
		return in.unknownIndex(c, base, key, at, nil)
	}
	c.excused(base.V).fault(at, "an element is read from %s, which has none", describe(base))
	return in.noValue(base.V, "[]", at)
}

func memberValues(o value.Object) []value.Value {
	if o.Open() {
		return nil
	}
	out := make([]value.Value, 0, len(o.Members()))
	for _, m := range o.Members() {
		out = append(out, m.Value)
	}
	return out
}

// secretMember is base[name] for a secret name, which no message may tell.
func (in *instance) secretMember(c *scope, base typed.Value, b value.Object, name value.String, at source.Range) typed.Value {
	if m, ok := exactMember(b, name.String()); ok && !m.Maybe {
		v := base.Member(m)
		v.V = value.AsSecret(v.V)
		return v
	}
	if !b.Open() {
		c.excused(b, name).fault(at, "there is no attribute of this secret name")
		return in.failed("[]", at)
	}
	return in.unknownIndex(c, base, typed.Of(name), at, nil)
}

func (in *instance) element(c *scope, base typed.Value, b value.Array, key typed.Value, at source.Range) typed.Value {
	k, err := typed.Argument(key, cty.Number, at)
	if err != nil {
		c.excused(key.V).fault(at, "a list's index must be a number: %s", err)
		return in.failed("[]", at)
	}
	n, ok := k.V.(value.Int)
	if !ok {
		if k.IsKnown() {
			c.excused(key.V).fault(at, "a list's index must be a whole number")
			return in.failed("[]", at)
		}
		var all []value.Value
		if !b.Open() {
			all = b.Items()
		}
		return in.unknownIndex(c, base, k, at, all)
	}
	i := n.Int()
	switch {
	case i >= 0 && i < int64(len(b.Items())):
		v := base.Item(int(i), b.Items()[i])
		v.V = inherit(v.V, b)
		return v
	case b.Open() && i >= 0:
		if len(b.Loose()) == 1 && len(b.Items()) == 0 {
			if r, ok := b.Loose()[0].(value.Ref); ok {
				return typed.Value{V: r, T: cty.DynamicPseudoType} // one stands for all
			}
		}
		spec := value.UnknownSpec{Sym: value.SymIndex(b, value.NewInt(i, nil)), Why: b.Why(), Secret: b.Secret(), Origin: value.Computed(at, "[]", b)}
		if len(b.Loose()) == 1 && len(b.Items()) == 0 {
			spec.Hint = b.Loose()[0]
		}
		return typed.Value{V: value.NewUnknown(spec), T: typeOfItem(base.T, int(i))}
	}
	c.excused(b, key.V).fault(at, "index %d lies outside the list, which has %s", i, plural(len(b.Items()), "element"))
	return in.noValue(b, strconv.FormatInt(i, 10), at)
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// unknownIndex is an element by an index that isn't known, or of something that
// isn't; all are the elements there are, nil if that isn't known.
func (in *instance) unknownIndex(c *scope, base, key typed.Value, at source.Range, all []value.Value) typed.Value {
	spec := value.UnknownSpec{
		Sym: value.SymIndex(base.V, key.V), Why: value.Whys(base.V, key.V), Origin: value.Computed(at, "[]", base.V, key.V),
		Secret: value.HasSecret(base.V) || value.HasSecret(key.V),
	}
	if spec.Why == nil {
		spec.Why = []value.Why{{Reason: value.ReasonTypeError, At: at}}
	}
	if len(all) > 0 && len(all) <= maxBranches && value.IsKnown(base.V) {
		spec.Domain = &value.Domain{OneOf: all}
	}
	if n, ok := key.V.(value.Int); ok {
		if u, ok := base.V.(value.Unknown); ok && u.Hint() != nil {
			if l := value.Get(u.Hint(), value.Path{value.IndexStep(int(n.Int()))}); l.Value != nil {
				spec.Hint = inherit(l.Value, u)
			}
		}
	}
	return typed.Value{V: value.NewUnknown(spec), T: typeOfItem(base.T, -1)}
}

// splat is source[*]….
func (in *instance) splat(c *scope, src typed.Value, e *hclsyntax.SplatExpr) typed.Value {
	at := in.mod.at(e.SrcRange)
	each := func(c *scope, v typed.Value) typed.Value {
		n := *c
		n.env = &env{next: c.env, anon: e.Item, v: v}
		return in.eval(&n, e.Each)
	}
	one := func(v typed.Value) typed.Value {
		return typed.Value{V: value.NewArray([]value.Value{v.V}, value.Literal(at)), T: cty.Tuple([]cty.Type{v.T})}
	}
	switch v := src.V.(type) {
	case value.Null:
		return typed.Value{V: value.NewArray(nil, value.Computed(at, "[*]", v)), T: cty.EmptyTuple}
	case value.Array:
		return in.over(c, src, at, each)
	case value.Unknown:
		if isFailed(v) {
			return src
		}
		if cond, then, els, ok := asIf(src); ok {
			t, f := in.splat(c.given(cond), then, e), in.splat(c.given(value.NewNot(cond, nil)), els, e)
			return in.oneOrBoth(c, cond, t, f, value.Computed(at, "[*]", v))
		}
		switch {
		case typed.IsSequence(src.T):
			return in.over(c, src, at, each)
		case src.T == cty.DynamicPseudoType:
			return typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("tf.splat", v), Why: v.Why(), Secret: v.Secret(), Origin: value.Computed(at, "[*]", v),
			})}
		}
		// One element, unless it is null.
		if value.TypeOf(v) == value.TypeAny {
			null := in.equal(src, typed.Of(value.NewNull(nil)), at, 0)
			return either(null, typed.Value{V: value.NewArray(nil, nil), T: cty.EmptyTuple}, one(each(c, src)), value.Computed(at, "[*]", v))
		}
	}
	return one(each(c, src))
}
