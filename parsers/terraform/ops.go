package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// maxBranches bounds the branches of a conditional that are looked into one by
// one.
const maxBranches = 64

func splits(v value.Value) bool { return value.Branches(v, maxBranches+1) <= maxBranches }

// branch is one branch of the conditional that v is, with its type.
func branch(v typed.Value, b value.Value) typed.Value {
	b = inherit(b, v.V)
	if v.T == cty.DynamicPseudoType {
		return typed.Of(b)
	}
	return typed.Value{V: b, T: v.T}
}

// asIf takes v apart if it is a conditional with few enough branches.
func asIf(v typed.Value) (cond value.Value, then, els typed.Value, ok bool) {
	args, isIf := value.AsCall(v.V, "if")
	if !isIf || len(args) != 3 || !splits(v.V) {
		return nil, typed.Value{}, typed.Value{}, false
	}
	return args[0], branch(v, args[1]), branch(v, args[2]), true
}

// either is the conditional of two values; its type is theirs if they agree.
func either(cond value.Value, then, els typed.Value, o *value.Origin) typed.Value {
	t := then.T
	switch {
	case then.IsNull() && then.T == cty.DynamicPseudoType:
		t = els.T
	case els.IsNull() && els.T == cty.DynamicPseudoType:
	case !then.T.Equals(els.T):
		t = cty.DynamicPseudoType
	}
	return typed.Value{V: value.NewIf(cond, then.V, els.V, o), T: t}
}

func (in *instance) conditional(c *scope, e *hclsyntax.ConditionalExpr) typed.Value {
	at := in.mod.at(e.SrcRange)
	cond := in.boolean(c, in.eval(c, e.Condition), in.mod.at(e.Condition.Range()), "a condition")
	if b, ok := cond.(value.Bool); ok {
		taken, other := e.TrueResult, e.FalseResult
		if !b.Bool() {
			taken, other = other, taken
		}
		v := in.eval(c, taken)
		// The other one decides on the type, but what is wrong with it doesn't
		// matter.
		v = in.unified(c, v, in.eval(c.doubtful(), other), at)
		if b.Secret() {
			v.V = value.AsSecret(v.V)
		}
		return v
	}
	if isFailed(cond) {
		return typed.Value{V: cond, T: cty.DynamicPseudoType}
	}
	then := in.eval(c.given(cond), e.TrueResult)
	els := in.eval(c.given(value.NewNot(cond, nil)), e.FalseResult)
	t, e2 := in.unified(c.doubtful(), then, els, at), in.unified(c.doubtful(), els, then, at)
	if isFailed(t.V) != isFailed(e2.V) && !c.tried {
		// Terraform goes on only if the other one is taken.
		if isFailed(t.V) {
			return e2
		}
		return t
	}
	return either(cond, t, e2, value.Computed(at, "if", cond, t.V, e2.V))
}

// unified is v, converted to the type that it has in common with other: both
// results of a conditional have one type.
func (in *instance) unified(c *scope, v, other typed.Value, at source.Range) typed.Value {
	switch {
	case v.IsNull() && v.T == cty.DynamicPseudoType:
		v.T = other.T
		return v
	case v.T == cty.DynamicPseudoType, v.T.Equals(other.T), isFailed(v.V):
		return v
	case other.T == cty.DynamicPseudoType:
		return v
	case v.V.Kind() == value.KindRef || holdsRef(v.V):
		return v
	}
	t, ok := typed.Unify(v.T, other.T)
	if !ok {
		if !hasType(v) || !hasType(other) {
			return v
		}
		c.excused(v.V, other.V).fault(at, "the two results of this conditional have types that can't be made one: %s and %s",
			v.T.FriendlyName(), other.T.FriendlyName())
		return in.failed("if", at)
	}
	out, err := typed.Convert(v, t, at)
	if err != nil {
		return v
	}
	return out
}

// hasType says whether the type of v is known all through. A null may be of any.
func hasType(v typed.Value) bool {
	if !v.T.HasDynamicTypes() {
		return true
	}
	if v.T == cty.DynamicPseudoType {
		return v.IsNull()
	}
	if items, ok := v.Items(); ok {
		return !slices.ContainsFunc(items, func(it typed.Value) bool { return !hasType(it) })
	}
	if o, ok := v.V.(value.Object); ok {
		return !slices.ContainsFunc(o.Members(), func(m value.Member) bool { return !hasType(v.Member(m)) })
	}
	return false
}

// boolean is v as a condition: a Bool or an unknown.
func (in *instance) boolean(c *scope, v typed.Value, at source.Range, what string) value.Value {
	if isFailed(v.V) {
		return v.V
	}
	if v.IsNull() {
		c.excused(v.V).fault(at, "%s must be true or false, and this is null", what)
		return in.failed("condition", at).V
	}
	out, err := typed.Argument(v, cty.Bool, at)
	if err != nil {
		c.excused(v.V).fault(at, "%s must be true or false: %s", what, err)
		return in.failed("condition", at).V
	}
	return out.V
}

// operators are the canonical names of HCL's operators: ARM's where the meaning
// is the same.
var operators = map[*hclsyntax.Operation]string{
	hclsyntax.OpAdd: "add", hclsyntax.OpSubtract: "sub", hclsyntax.OpMultiply: "mul",
	hclsyntax.OpDivide: "tf.div", hclsyntax.OpModulo: "tf.mod",
	hclsyntax.OpLessThan: "less", hclsyntax.OpLessThanOrEqual: "lessOrEquals",
	hclsyntax.OpGreaterThan: "greater", hclsyntax.OpGreaterThanOrEqual: "greaterOrEquals",
}

func (in *instance) binary(c *scope, e *hclsyntax.BinaryOpExpr) typed.Value {
	at := in.mod.at(e.SrcRange)
	leftAt, rightAt := in.mod.at(e.LHS.Range()), in.mod.at(e.RHS.Range())
	left := in.eval(c, e.LHS)
	switch e.Op {
	case hclsyntax.OpLogicalAnd, hclsyntax.OpLogicalOr:
		return in.logical(c, e, left, at)
	case hclsyntax.OpEqual, hclsyntax.OpNotEqual:
		right := in.eval(c, e.RHS)
		for _, v := range [...]typed.Value{left, right} {
			if isFailed(v.V) {
				return v
			}
		}
		eq := in.equal(left, right, at, 0)
		if e.Op == hclsyntax.OpNotEqual {
			eq = value.NewNot(eq, value.Computed(at, "!=", left.V, right.V))
		}
		return typed.Value{V: eq, T: cty.Bool}
	}
	right := in.eval(c, e.RHS)
	if v, ok := wholeNumbers(e.Op, left, right, at); ok {
		return v
	}
	args := [...]typed.Value{left, right}
	for i, place := range [...]source.Range{leftAt, rightAt} {
		if isFailed(args[i].V) {
			return args[i]
		}
		n, err := typed.Argument(args[i], cty.Number, place)
		if err != nil {
			c.excused(args[i].V).fault(place, "this must be a number: %s", err)
			return in.failed(operators[e.Op], place)
		}
		args[i] = n
	}
	o := value.Computed(at, operators[e.Op], left.V, right.V)
	secret := value.HasSecret(left.V) || value.HasSecret(right.V)
	a, aok := args[0].ToCty()
	b, bok := args[1].ToCty()
	if aok && bok {
		out, err := e.Op.Impl.Call([]cty.Value{a, b})
		if err != nil {
			c.excused(left.V, right.V).fault(at, "this has no result: %s", err)
			return in.failed(operators[e.Op], at)
		}
		v := typed.FromCty(out, o)
		if secret {
			v.V = value.AsSecret(v.V)
		}
		return v
	}
	if v, ok := in.overBranches(args[0], func(x typed.Value) typed.Value { return in.computed(e, x, args[1], o) }); ok {
		return v
	}
	return in.computed(e, args[0], args[1], o)
}

// wholeNumbers is an operation on known whole numbers, the most frequent kind.
// False if the result might not be one of 64 bits.
func wholeNumbers(op *hclsyntax.Operation, left, right typed.Value, at source.Range) (typed.Value, bool) {
	l, ok := left.V.(value.Int)
	if !ok {
		return typed.Value{}, false
	}
	r, ok := right.V.(value.Int)
	if !ok || l.Secret() || r.Secret() {
		return typed.Value{}, false
	}
	const small = 1 << 31
	a, b := l.Int(), r.Int()
	if a <= -small || a >= small || b <= -small || b >= small {
		return typed.Value{}, false
	}
	number := func(n int64) (typed.Value, bool) {
		return typed.Value{V: value.NewInt(n, value.Computed(at, operators[op], l, r)), T: cty.Number}, true
	}
	truth := func(b bool) (typed.Value, bool) {
		return typed.Value{V: value.NewBool(b, value.Computed(at, operators[op], l, r)), T: cty.Bool}, true
	}
	switch op {
	case hclsyntax.OpAdd:
		return number(a + b)
	case hclsyntax.OpSubtract:
		return number(a - b)
	case hclsyntax.OpMultiply:
		return number(a * b)
	case hclsyntax.OpLessThan:
		return truth(a < b)
	case hclsyntax.OpLessThanOrEqual:
		return truth(a <= b)
	case hclsyntax.OpGreaterThan:
		return truth(a > b)
	case hclsyntax.OpGreaterThanOrEqual:
		return truth(a >= b)
	}
	return typed.Value{}, false
}

// overBranches applies f to both branches of a conditional with known results.
func (in *instance) overBranches(v typed.Value, f func(typed.Value) typed.Value) (typed.Value, bool) {
	cond, then, els, ok := asIf(v)
	if !ok || !then.IsKnown() || !els.IsKnown() {
		return typed.Value{}, false
	}
	return either(cond, f(then), f(els), v.V.Origin()), true
}

func (in *instance) computed(e *hclsyntax.BinaryOpExpr, a, b typed.Value, o *value.Origin) typed.Value {
	x, xok := a.ToCty()
	y, yok := b.ToCty()
	if xok && yok {
		if out, err := e.Op.Impl.Call([]cty.Value{x, y}); err == nil {
			return typed.FromCty(out, o)
		}
	}
	spec := value.UnknownSpec{
		Sym: value.SymCall(operators[e.Op], a.V, b.V), Why: whyOr2(a.V, b.V, o), Origin: o,
		Secret: value.HasSecret(a.V) || value.HasSecret(b.V),
	}
	if e.Op.Type == cty.Bool {
		spec.Type = value.TypeBool
		spec.Domain = bools()
	}
	return typed.Value{V: value.NewUnknown(spec), T: e.Op.Type}
}

func whyOr2(a, b value.Value, o *value.Origin) []value.Why {
	if w := value.Whys(a, b); w != nil {
		return w
	}
	return []value.Why{{Reason: value.ReasonTypeError, At: o.At}}
}

func bools() *value.Domain {
	return &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}}
}

// logical is && and ||. The right side is left alone where the left one
// decides, as Terraform does from 1.12 on.
func (in *instance) logical(c *scope, e *hclsyntax.BinaryOpExpr, left typed.Value, at source.Range) typed.Value {
	and := e.Op == hclsyntax.OpLogicalAnd
	l := in.boolean(c, left, in.mod.at(e.LHS.Range()), "the left side of && and ||")
	if isFailed(l) {
		return typed.Value{V: l, T: cty.Bool}
	}
	inner := c
	if b, ok := l.(value.Bool); ok {
		if b.Bool() != and {
			return typed.Value{V: value.WithOrigin(b, value.Computed(at, "&&", l)), T: cty.Bool}
		}
	} else if and {
		inner = c.given(l)
	} else {
		inner = c.given(value.NewNot(l, nil))
	}
	right := in.eval(inner, e.RHS)
	r := in.boolean(inner, right, in.mod.at(e.RHS.Range()), "the right side of && and ||")
	if isFailed(r) {
		return typed.Value{V: r, T: cty.Bool}
	}
	o := value.Computed(at, "&&", l, r)
	if and {
		return typed.Value{V: value.NewAnd(o, l, r), T: cty.Bool}
	}
	return typed.Value{V: value.NewOr(o, l, r), T: cty.Bool}
}

// maxEqualDepth bounds the conditionals inside one another that a comparison
// looks into.
const maxEqualDepth = 4

// equal is a == b.
func (in *instance) equal(a, b typed.Value, at source.Range, depth int) value.Value {
	o := value.Computed(at, "==", a.V, b.V)
	secret := value.HasSecret(a.V) || value.HasSecret(b.V)
	mark := func(v value.Value) value.Value {
		if secret {
			return value.AsSecret(v)
		}
		return v
	}
	_, refA := a.V.(value.Ref)
	_, refB := b.V.(value.Ref)
	if refA && b.IsNull() || refB && a.IsNull() {
		return value.NewBool(false, o)
	}
	switch typed.Equal(a, b) {
	case value.Yes:
		return mark(value.NewBool(true, o))
	case value.No:
		return mark(value.NewBool(false, o))
	}
	if depth < maxEqualDepth {
		for _, side := range [...][2]typed.Value{{a, b}, {b, a}} {
			cond, then, els, ok := asIf(side[0])
			if ok && (side[1].IsKnown()) {
				return value.NewIf(cond, in.equal(then, side[1], at, depth+1), in.equal(els, side[1], at, depth+1), o)
			}
		}
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("equals", a.V, b.V), Why: whyOr2(a.V, b.V, o), Type: value.TypeBool, Domain: bools(),
		Secret: secret, Origin: o,
	})
}

func (in *instance) unary(c *scope, e *hclsyntax.UnaryOpExpr) typed.Value {
	at, valAt := in.mod.at(e.SrcRange), in.mod.at(e.Val.Range())
	v := in.eval(c, e.Val)
	if isFailed(v.V) {
		return v
	}
	if e.Op == hclsyntax.OpLogicalNot {
		b := in.boolean(c, v, valAt, "what ! negates")
		if isFailed(b) {
			return typed.Value{V: b, T: cty.Bool}
		}
		return typed.Value{V: value.NewNot(b, value.Computed(at, "!", b)), T: cty.Bool}
	}
	n, err := typed.Argument(v, cty.Number, valAt)
	if err != nil {
		c.excused(v.V).fault(valAt, "this must be a number: %s", err)
		return in.failed("-", at)
	}
	o := value.Computed(at, "-", v.V)
	if x, ok := n.ToCty(); ok {
		out := typed.FromCty(x.Negate(), o)
		if value.HasSecret(v.V) {
			out.V = value.AsSecret(out.V)
		}
		return out
	}
	return typed.Value{T: cty.Number, V: value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("sub", value.NewInt(0, nil), n.V), Why: whyOr(n.V, at), Origin: o, Secret: value.HasSecret(n.V),
	})}
}
