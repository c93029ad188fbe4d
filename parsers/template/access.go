package template

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// chain evaluates a chain of member accesses. Behind a safe step, all further
// ones are safe too: the compiler makes one tryGet of them. Nulled says that a
// safe step met nothing, which makes the whole rest of the chain null.
//
// Source: https://github.com/Azure/bicep/blob/main/src/Bicep.Core/Intermediate/ExpressionBuilder.cs
func (in *instance) chain(c *evalContext, e expression.Expr) (v value.Value, nulled, safe bool) {
	switch e := e.(type) {
	case *expression.Prop:
		if n, ok := e.Base.(*expression.Name); ok && n.Kind == expression.NameNamespace {
			return in.namespaceMember(c, n, e), false, false
		}
		base, nulled, safe := in.chain(c, e.Base)
		if nulled {
			return base, true, true
		}
		safe = safe || e.Safe
		v, nulled := in.prop(c, base, e.Name, e.At, e.NameAt, safe)
		return c.settle(v), nulled, safe
	case *expression.Index:
		if n, ok := e.Base.(*expression.Name); ok && n.Kind == expression.NameResource && !e.FromEnd {
			if v, ok := in.symbolAt(c, n, e); ok {
				return v, false, e.Safe
			}
		}
		base, nulled, safe := in.chain(c, e.Base)
		if nulled {
			return base, true, true
		}
		safe = safe || e.Safe
		v, nulled := in.index(c, base, in.eval(c, e.Index), e.At, safe, e.FromEnd)
		return c.settle(v), nulled, safe
	}
	return in.eval(c, e), false, false
}

// fault reports an error of the template, unless the place is only reached
// under conditions that can't be known.
func (in *instance) fault(c *evalContext, at source.Range, format string, args ...any) {
	if !c.maybe {
		in.run.problem(diag.Evaluation, at, format, args...)
	}
}

// excused returns c, marked as a place that may never be reached if what goes
// wrong rests on a parameter's default: a deployment may give another value.
func (c *evalContext) excused(vs ...value.Value) *evalContext {
	for _, v := range vs {
		if value.DeepAssumed(v) {
			n := *c
			n.maybe = true
			return &n
		}
	}
	return c
}

// prop is base.name.
func (in *instance) prop(c *evalContext, base value.Value, name string, at, nameAt source.Range, safe bool) (value.Value, bool) {
	switch b := base.(type) {
	case value.Null:
		if safe {
			return value.NewNull(value.Computed(at, "?."+name, base)), true
		}
		in.fault(c.excused(base), nameAt, "%q is read from something that is null", name)
		return in.noValue(base, name, at), false
	case value.Object:
		return in.member(c, b, name, at, nameAt, safe)
	case value.Ref:
		return in.refProp(c, b, name, at, safe), false
	case value.Unknown:
		return in.unknownProp(c, b, name, at, nameAt, safe), false
	}
	if safe {
		return value.NewNull(value.Computed(at, "?."+name, base)), true
	}
	in.fault(c.excused(base), nameAt, "%q is read from %s, which has no properties", name, describe(base))
	return in.noValue(base, name, at), false
}

// noValue is the result of reading something that isn't there: the deployment
// would fail.
func (in *instance) noValue(base value.Value, name string, at source.Range) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(base, name), Secret: value.HasSecret(base),
		Why:    []value.Why{{Reason: value.ReasonTypeError, Name: name, At: at}},
		Origin: value.Computed(at, name, base),
	})
}

func (in *instance) member(c *evalContext, b value.Object, name string, at, nameAt source.Range, safe bool) (value.Value, bool) {
	m, ok := b.Member(name)
	switch {
	case ok && !m.Maybe:
		return inheritSecret(m.Value, b), false
	case ok || b.Open():
		hint := m.Value
		u := value.UnknownSpec{
			Sym: value.SymProp(b, name), Why: b.Why(), Hint: hint, Secret: b.Secret(),
			Origin: value.Computed(at, name, b),
		}
		if safe {
			u.Sym = tryGet(b, name)
		}
		return value.NewUnknown(u), false
	case safe:
		return value.NewNull(value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: nameAt, Name: name, Next: b.Origin()})), true
	}
	if b.Secret() { // its names may be made of secrets
		in.fault(c.excused(b), nameAt, "there is no property %q in this secret", name)
	} else {
		in.fault(c.excused(b), nameAt, "there is no property %q here; there are %s", name, memberNames(b))
	}
	return in.noValue(b, name, at), false
}

func inheritSecret(v value.Value, from value.Value) value.Value {
	if from.Secret() && !v.Secret() {
		return value.AsSecret(v)
	}
	return v
}

func memberNames(o value.Object) string {
	var names []string
	for _, m := range o.Members() {
		if m.KeyValue == nil {
			names = append(names, m.Key)
		}
	}
	switch n := len(names); {
	case n == 0:
		return "none"
	case n > 6:
		return strings.Join(names[:6], ", ") + "…"
	}
	return strings.Join(names, ", ")
}

func describe(v value.Value) string {
	switch v.Kind() {
	case value.KindNull:
		return "null"
	case value.KindBool:
		return "a boolean"
	case value.KindInt, value.KindFloat:
		return "a number"
	case value.KindString, value.KindText:
		return "a string"
	case value.KindArray:
		return "an array"
	case value.KindObject:
		return "an object"
	}
	return "a value"
}

// tryGet is the canonical form of a safe step: steps in a row are one call.
func tryGet(base value.Value, name string) *value.Sym {
	arg := value.NewString(name, nil)
	if args, ok := value.AsCall(base, "tryGet"); ok {
		return value.SymCall("tryGet", append(args[:len(args):len(args)], arg)...)
	}
	return value.SymCall("tryGet", base, arg)
}

// unknownProp reads a property of an unknown: through both branches of a
// conditional, through the values of a domain, and along the declared value
// that stands behind a run-time read.
func (in *instance) unknownProp(c *evalContext, b value.Unknown, name string, at, nameAt source.Range, safe bool) value.Value {
	if args, ok := value.AsCall(b, "if"); ok && len(args) == 3 && splits(b) {
		inner := *c
		inner.maybe = true
		then, _ := in.prop(&inner, inheritSecret(args[1], b), name, at, nameAt, safe)
		els, _ := in.prop(&inner, inheritSecret(args[2], b), name, at, nameAt, safe)
		return value.NewIf(args[0], then, els, value.Computed(at, name, b))
	}
	spec := value.UnknownSpec{
		Sym: value.SymProp(b, name), Why: b.Why(), Secret: b.Secret(), Origin: value.Computed(at, name, b),
	}
	if safe {
		spec.Sym = tryGet(b, name)
	}
	if h := b.Hint(); h != nil {
		if l := value.Get(h, value.Path{value.NameStep(name)}); l.Value != nil {
			spec.Hint = inheritSecret(l.Value, b)
		} else if name == "id" {
			if id := childID(b, h); id != nil {
				return value.WithOrigin(id, spec.Origin)
			}
		}
	}
	if one := b.OneOf(); one != nil {
		spec.Domain = domainOfProp(one, name)
	}
	if t := in.typeAt(b); t != nil {
		if step := t.in.propertyType(t.t, name); step != nil {
			return in.withType(spec, step, safe)
		}
	}
	return value.NewUnknown(spec)
}

// domainOfProp are the values of a property over the values of a domain; nil
// if some value lacks it.
func domainOfProp(one []value.Value, name string) *value.Domain {
	var out []value.Value
	for _, v := range one {
		l := value.Get(v, value.Path{value.NameStep(name)})
		if l.Presence != value.Present {
			return nil
		}
		out = append(out, l.Value)
	}
	return &value.Domain{OneOf: out}
}

// childID is the id of a child that a parent declares in one of its arrays,
// such as vnet.properties.subnets[0].id: parent id, array name, child name.
// Only Microsoft.Network builds ids that way throughout.
func childID(element value.Unknown, declared value.Value) value.Value {
	name := value.Get(declared, value.Path{value.NameStep("name")})
	s := element.Sym()
	if name.Presence != value.Present || s.Op() != value.OpIndex {
		return nil
	}
	list, ok := s.Args()[0].(value.Unknown)
	if !ok || list.Sym().Op() != value.OpProp {
		return nil
	}
	props, ok := list.Sym().Args()[0].(value.Unknown)
	if !ok || props.Sym().Op() != value.OpProp || props.Sym().Name() != "properties" {
		return nil
	}
	ref, ok := props.Sym().Args()[0].(value.Unknown)
	if !ok || ref.Sym().Op() != value.OpReference {
		return nil
	}
	id := ref.Sym().Args()[0]
	if !strings.Contains(strings.ToLower(value.PlainText(id, "")), "/providers/microsoft.network/") {
		return nil
	}
	return value.NewText([]value.Piece{
		asPiece(id), {Lit: "/" + list.Sym().Name() + "/"}, asPiece(name.Value),
	}, nil)
}

func asPiece(v value.Value) value.Piece {
	if s, ok := value.Render(v, false); ok {
		if value.HasSecret(v) { // the text made of it takes the taint over
			return value.Piece{Hole: value.AsSecret(value.NewString(s, nil))}
		}
		return value.Piece{Lit: s}
	}
	return value.Piece{Hole: v}
}

// index is base[i], or base[^i] from the end.
func (in *instance) index(c *evalContext, base, i value.Value, at source.Range, safe, fromEnd bool) (value.Value, bool) {
	if s, ok := i.(value.String); ok && !fromEnd {
		if s.Secret() {
			return in.secretIndex(c, base, s, at), false
		}
		return in.prop(c, base, s.String(), at, at, safe)
	}
	if base.Kind() == value.KindNull && safe {
		return value.NewNull(value.Computed(at, "[]", base)), true
	}
	if n, ok := i.(value.Int); ok {
		return in.element(c, base, n, at, safe, fromEnd)
	}
	spec := value.UnknownSpec{
		Sym: value.SymIndex(base, i), Why: value.Whys(base, i), Origin: value.Computed(at, "[]", base, i),
		Secret: value.HasSecret(base) || value.HasSecret(i),
	}
	if args, ok := value.AsCall(base, "if"); ok && len(args) == 3 && base.Kind() == value.KindUnknown && splits(base) {
		inner := *c
		inner.maybe = true
		then, _ := in.index(&inner, inheritSecret(args[1], base), i, at, safe, fromEnd)
		els, _ := in.index(&inner, inheritSecret(args[2], base), i, at, safe, fromEnd)
		return value.NewIf(args[0], then, els, spec.Origin), false
	}
	if safe {
		spec.Sym = value.SymCall("tryGet", base, i)
	}
	if fromEnd {
		spec.Sym = value.SymCall("indexFromEnd", base, i)
	}
	if spec.Why == nil {
		in.fault(c.excused(base), at, "an index must be a whole number or a property name, not %s", describe(i))
		spec.Why = []value.Why{{Reason: value.ReasonTypeError, At: at}}
	}
	switch b := base.(type) {
	case value.Array:
		if !b.Open() && len(b.Items()) > 0 && len(b.Items()) <= 64 && allKnown(b.Items()) {
			spec.Domain = &value.Domain{OneOf: b.Items()}
		}
		if !b.Open() && len(b.Items()) == 0 && len(b.Loose()) == 0 && safe {
			return value.NewNull(value.Computed(at, "[]", base)), true
		}
	case value.Object:
		if !b.Open() && len(b.Members()) > 0 && len(b.Members()) <= 64 && value.IsKnown(b) {
			var vs []value.Value
			for _, m := range b.Members() {
				vs = append(vs, m.Value)
			}
			spec.Domain = &value.Domain{OneOf: vs}
		}
	case value.Unknown:
		if t := in.typeAt(b); t != nil {
			if step := t.in.elementType(t.t); step != nil {
				return in.withType(spec, step, safe), false
			}
		}
	}
	if safe {
		spec.Domain = nil
	}
	return value.NewUnknown(spec), false
}

// secretIndex is base[i] for a secret property name, which no message may tell.
func (in *instance) secretIndex(c *evalContext, base value.Value, i value.String, at source.Range) value.Value {
	l := value.Get(base, value.Path{value.NameStep(i.String())})
	if l.Presence == value.Present {
		return value.AsSecret(l.Value)
	}
	why := value.WhyOf(base)
	if why == nil {
		in.fault(c.excused(base, i), at, "there is no property of this secret name")
		why = []value.Why{{Reason: value.ReasonTypeError, At: at}}
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymIndex(base, i), Why: why, Secret: true, Origin: value.Computed(at, "[]", base, i),
	})
}

func allKnown(vs []value.Value) bool {
	for _, v := range vs {
		if !value.IsKnown(v) {
			return false
		}
	}
	return true
}

// element is base[n] for a known n.
func (in *instance) element(c *evalContext, base value.Value, n value.Int, at source.Range, safe, fromEnd bool) (value.Value, bool) {
	spec := value.UnknownSpec{
		Sym: value.SymIndex(base, value.NewInt(n.Int(), nil)), Origin: value.Computed(at, "[]", base), Secret: base.Secret(),
	}
	switch {
	case safe && fromEnd:
		spec.Sym = value.SymCall("tryIndexFromEnd", base, n)
	case fromEnd:
		spec.Sym = value.SymCall("indexFromEnd", base, n)
	case safe:
		spec.Sym = value.SymCall("tryGet", base, n)
		if args, ok := value.AsCall(base, "tryGet"); ok {
			spec.Sym = value.SymCall("tryGet", append(args[:len(args):len(args)], n)...)
		}
	}
	switch b := base.(type) {
	case value.Array:
		i := n.Int()
		if fromEnd {
			if b.Open() {
				break
			}
			i = int64(len(b.Items())) - i
		}
		switch {
		case i >= 0 && i < int64(len(b.Items())):
			return inheritSecret(b.Items()[i], b), false
		case b.Open() && i >= 0:
			spec.Why = b.Why()
			if len(b.Loose()) == 1 && len(b.Items()) == 0 {
				spec.Hint = b.Loose()[0]
			}
			return value.NewUnknown(spec), false
		case safe:
			return value.NewNull(spec.Origin), true
		}
		in.fault(c.excused(base), at, "index %d lies outside the array, which has %d elements", n.Int(), len(b.Items()))
		spec.Why = []value.Why{{Reason: value.ReasonTypeError, At: at}} // whatever its elements are
		return value.NewUnknown(spec), false
	case value.Unknown:
		return in.unknownElement(c, b, n, spec, at, safe, fromEnd)
	case value.Ref:
		in.fault(c.excused(base), at, "only collections can be indexed by number")
	case value.Null:
		in.fault(c.excused(base), at, "an element is read from something that is null")
	default:
		in.fault(c.excused(base), at, "an element is read from %s, which has none", describe(base))
	}
	if spec.Why = value.WhyOf(base); spec.Why == nil {
		spec.Why = []value.Why{{Reason: value.ReasonTypeError, At: at}}
	}
	return value.NewUnknown(spec), false
}

func (in *instance) unknownElement(c *evalContext, b value.Unknown, n value.Int, spec value.UnknownSpec, at source.Range, safe, fromEnd bool) (value.Value, bool) {
	if args, ok := value.AsCall(b, "if"); ok && len(args) == 3 && splits(b) {
		inner := *c
		inner.maybe = true
		then, _ := in.element(&inner, inheritSecret(args[1], b), n, at, safe, fromEnd)
		els, _ := in.element(&inner, inheritSecret(args[2], b), n, at, safe, fromEnd)
		return value.NewIf(args[0], then, els, spec.Origin), false
	}
	spec.Why = b.Why()
	if h := b.Hint(); h != nil && !fromEnd {
		if l := value.Get(h, value.Path{value.IndexStep(int(n.Int()))}); l.Value != nil {
			spec.Hint = inheritSecret(l.Value, b)
		}
	}
	if t := in.typeAt(b); t != nil {
		if step := t.in.elementType(t.t); step != nil {
			return in.withType(spec, step, safe), false
		}
	}
	return value.NewUnknown(spec), false
}

// maxBranches bounds the branches of a conditional that a property is read
// from one by one.
const maxBranches = 64

func splits(v value.Value) bool { return value.Branches(v, maxBranches+1) <= maxBranches }
