package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// scope is what an expression is evaluated in: an instance, the names in force,
// and what may be taken for granted.
type scope struct {
	in     *instance
	env    *env
	assume *assumption // nil: nothing
	loops  int         // loops around, which number the indices of unknown ones
	depth  int         // expressions around
	// maybe is set where the expression is only reached under conditions that
	// can't be known: what goes wrong there may never happen.
	maybe bool
	// tried is set inside try and can: what goes wrong there is no error, and
	// under which condition it does has to be kept.
	tried bool
	// doubt, inside try and can, is set where it isn't known whether the
	// expression has a value.
	doubt *bool
	// instance tells apart the count and for_each keys around.
	instance string
}

// env is the names in force beside those of the module, innermost first:
// variables of for expressions, each, count, iterators of dynamic blocks.
type env struct {
	next *env
	name string
	anon *hclsyntax.AnonSymbolExpr // the item of a splat, in place of a name
	v    typed.Value
}

func (e *env) find(name string) (typed.Value, bool) {
	for ; e != nil; e = e.next {
		if e.anon == nil && e.name == name {
			return e.v, true
		}
	}
	return typed.Value{}, false
}

func (in *instance) top() *scope { return &scope{in: in} }

func (c *scope) bind(name string, v typed.Value) *scope {
	if name == "" {
		return c
	}
	n := *c
	n.env = &env{next: c.env, name: name, v: v}
	return &n
}

// doubtful is c as a place that may never be reached.
func (c *scope) doubtful() *scope {
	if c.maybe {
		return c
	}
	n := *c
	n.maybe = true
	return &n
}

// assumption is a condition under which something is evaluated, with the locals
// that read differently under it.
type assumption struct {
	cond   value.Condition
	locals map[string]typed.Value
}

func (a *assumption) local(in *instance, name string, d *local, plain typed.Value) typed.Value {
	if v, ok := a.locals[name]; ok {
		return v
	}
	// Each condition in a local asks for those before it anew, under one more
	// assumption. Beyond the bound they read as they are.
	if in.run.assumed >= maxAssumed {
		return plain
	}
	in.run.assumed++
	a.locals[name] = plain // while it is being worked out
	c := in.top()
	c.assume, c.maybe = a, true
	v := in.eval(c, d.expr)
	a.locals[name] = v
	return v
}

// given returns c with a further condition taken for granted.
func (c *scope) given(cond value.Value) *scope {
	if cond == nil || cond.Kind() == value.KindBool {
		return c
	}
	want := value.ConditionOf(cond)
	if c.assume != nil {
		want = c.assume.cond.And(want)
	}
	n := *c
	n.assume = &assumption{want, map[string]typed.Value{}}
	n.maybe = true
	return &n
}

// settle applies what is taken for granted to v.
func (c *scope) settle(v typed.Value) typed.Value {
	if c.assume == nil {
		return v
	}
	for v.V.Kind() == value.KindUnknown {
		if value.TypeOf(v.V) == value.TypeBool {
			v.V = c.assume.cond.Assume(v.V)
			return v
		}
		args, ok := value.AsCall(v.V, "if")
		if !ok || len(args) != 3 {
			return v
		}
		b, ok := c.assume.cond.Assume(args[0]).(value.Bool)
		if !ok {
			return v
		}
		whole := v.V
		if b.Bool() {
			v.V = args[1]
		} else {
			v.V = args[2]
		}
		v.V = inherit(v.V, whole)
		if v.T == cty.DynamicPseudoType {
			v = typed.Of(v.V)
		}
	}
	return v
}

// inherit is v, secret if what it was taken from is.
func inherit(v, from value.Value) value.Value {
	if from.Secret() && !v.Secret() {
		return value.AsSecret(v)
	}
	return v
}

// fault reports an error of the configuration, unless the place is only reached
// under conditions that can't be known, or errors are expected there.
func (c *scope) fault(at source.Range, format string, args ...any) {
	if !c.maybe && !c.tried {
		c.in.run.problem(diag.Evaluation, at, format, args...)
	}
}

// excused returns c, marked as a place that may never be reached if what goes
// wrong rests on a variable's default: a deployment may give another value.
func (c *scope) excused(vs ...value.Value) *scope {
	for _, v := range vs {
		if value.DeepAssumed(v) {
			return c.doubtful()
		}
	}
	return c
}

// isFailed says whether v stands for an expression that has no value. Whatever
// is made of it has none either.
func isFailed(v value.Value) bool {
	if v.Kind() != value.KindUnknown && v.Kind() != value.KindText {
		return false
	}
	why := value.WhyOf(v)
	return len(why) > 0 && why[0].Reason == value.ReasonTypeError
}

// eval evaluates e. It always returns a value: what has none is unknown with
// its reason, and a diagnostic says so once.
func (in *instance) eval(c *scope, e hclsyntax.Expression) typed.Value {
	at := func() source.Range { return in.mod.at(e.Range()) }
	r := in.run
	if !r.step(at) {
		return in.unknown(value.ReasonLimit, "evaluation", at())
	}
	if c.depth > maxDepth {
		r.problem(diag.Limit, at(), "expressions are nested more than %d deep here; the value is unknown", maxDepth)
		return in.unknown(value.ReasonLimit, "nesting", at())
	}
	if r.chain >= maxChain {
		r.problem(diag.Limit, at(), "more than %d expressions wait for one another here; the value is unknown", maxChain)
		return in.unknown(value.ReasonLimit, "chain", at())
	}
	c.depth++
	r.chain++
	v := in.expr(c, e)
	r.chain--
	c.depth--
	if value.Width(v.V) > maxPieces {
		r.problem(diag.Limit, at(), "the value would be put together from more than %d parts; it is unknown", maxPieces)
		return in.unknown(value.ReasonLimit, "parts", at())
	}
	if value.Size(v.V) > maxSize {
		r.problem(diag.Limit, at(), "the value would hold more than %d others; it is unknown", maxSize)
		return in.unknown(value.ReasonLimit, "size", at())
	}
	return c.settle(v)
}

func (in *instance) expr(c *scope, e hclsyntax.Expression) typed.Value {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		if damagedExpr(e) {
			return in.unknown(value.ReasonParseError, "damaged expression", in.mod.at(e.SrcRange))
		}
		return typed.FromCty(e.Val, value.Literal(in.mod.at(e.SrcRange)))
	case *hclsyntax.TemplateExpr:
		return in.template(c, e)
	case *hclsyntax.TemplateWrapExpr:
		return in.eval(c, e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		return in.templateJoin(c, e)
	case *hclsyntax.ParenthesesExpr:
		return in.eval(c, e.Expression)
	case *hclsyntax.ScopeTraversalExpr:
		return in.reference(c, e.Traversal, in.mod.at(e.SrcRange))
	case *hclsyntax.RelativeTraversalExpr:
		return in.steps(c, in.eval(c, e.Source), e.Traversal, in.mod.at(e.SrcRange))
	case *hclsyntax.IndexExpr:
		return in.indexExpr(c, e)
	case *hclsyntax.SplatExpr:
		return in.splat(c, in.eval(c, e.Source), e)
	case *hclsyntax.AnonSymbolExpr:
		for s := c.env; s != nil; s = s.next {
			if s.anon == e {
				return s.v
			}
		}
		return in.failed("[*]", in.mod.at(e.SrcRange))
	case *hclsyntax.FunctionCallExpr:
		return in.call(c, e)
	case *hclsyntax.ConditionalExpr:
		return in.conditional(c, e)
	case *hclsyntax.BinaryOpExpr:
		return in.binary(c, e)
	case *hclsyntax.UnaryOpExpr:
		return in.unary(c, e)
	case *hclsyntax.ForExpr:
		return in.forExpr(c, e)
	case *hclsyntax.TupleConsExpr:
		return in.tuple(c, e)
	case *hclsyntax.ObjectConsExpr:
		return in.object(c, e)
	case *hclsyntax.ObjectConsKeyExpr:
		return in.objectKey(c, e)
	case *hclsyntax.ExprSyntaxError:
		return in.unknown(value.ReasonParseError, "damaged expression", in.mod.at(e.SrcRange))
	}
	at := in.mod.at(e.Range())
	in.run.problem(diag.Unsupported, at, "Moat doesn't know this kind of expression")
	return in.unknown(value.ReasonUnsupported, "expression", at)
}

func (in *instance) tuple(c *scope, e *hclsyntax.TupleConsExpr) typed.Value {
	items := make([]value.Value, len(e.Exprs))
	types := make([]cty.Type, len(e.Exprs))
	for i, x := range e.Exprs {
		v := in.eval(c, x)
		items[i], types[i] = v.V, v.T
	}
	return typed.Value{V: value.NewArray(items, value.Literal(in.mod.at(e.SrcRange))), T: cty.Tuple(types)}
}

func (in *instance) object(c *scope, e *hclsyntax.ObjectConsExpr) typed.Value {
	members := make([]value.Member, 0, len(e.Items))
	types := make(map[string]cty.Type, len(e.Items))
	place := make(map[string]int, len(e.Items))
	secret, open := false, false
	for _, it := range e.Items {
		keyAt := in.mod.at(it.KeyExpr.Range())
		key := in.eval(c, it.KeyExpr)
		v := in.eval(c, it.ValueExpr)
		if key.IsNull() {
			c.excused(key.V).fault(keyAt, "the name of a member can't be null")
			key = in.failed("key", keyAt)
		}
		k, err := typed.Argument(key, cty.String, keyAt)
		if err != nil {
			c.excused(key.V).fault(keyAt, "the name of a member must be a string: %s", err)
			k = in.failed("key", keyAt)
		}
		secret = secret || value.HasSecret(k.V)
		m := value.Member{KeyAt: keyAt, At: in.mod.at(it.ValueExpr.Range()), Value: v.V}.Named(k.V)
		if m.KeyValue != nil {
			open = true
			members = append(members, m)
			continue
		}
		if i, ok := place[m.Key]; ok { // the last one wins
			members[i] = m
		} else {
			place[m.Key] = len(members)
			members = append(members, m)
		}
		types[m.Key] = v.T
	}
	at := in.mod.at(e.SrcRange)
	out := typed.Value{V: value.NewObject(members, at, value.Literal(at)), T: cty.DynamicPseudoType}
	if !open {
		out.T = cty.Object(types)
	}
	if secret { // names have no taint of their own
		out.V = value.AsSecret(out.V)
	}
	return out
}

func (in *instance) objectKey(c *scope, e *hclsyntax.ObjectConsKeyExpr) typed.Value {
	if !e.ForceNonLiteral {
		if k := hcl.ExprAsKeyword(e.Wrapped); k != "" {
			return typed.Of(value.NewString(k, value.Literal(in.mod.at(e.Wrapped.Range()))))
		}
	}
	return in.eval(c, e.Wrapped)
}

// template puts a string together. It may hold parts that aren't known.
func (in *instance) template(c *scope, e *hclsyntax.TemplateExpr) typed.Value {
	at := in.mod.at(e.SrcRange)
	if len(e.Parts) == 0 {
		return typed.Of(value.NewString("", value.Literal(at)))
	}
	pieces := make([]value.Piece, 0, len(e.Parts))
	inputs := make([]value.Value, 0, len(e.Parts))
	size, secret := 0, false
	for _, part := range e.Parts {
		if l, ok := part.(*hclsyntax.LiteralValueExpr); ok && l.Val.Type() == cty.String && !l.Val.IsNull() {
			size += len(l.Val.AsString())
			pieces = append(pieces, value.Piece{Lit: l.Val.AsString()})
			continue
		}
		v := in.eval(c, part)
		inputs = append(inputs, v.V)
		if isFailed(v.V) {
			return typed.Value{V: v.V, T: cty.String}
		}
		secret = secret || value.HasSecret(v.V)
		if r, ok := v.V.(value.Ref); ok {
			c.fault(in.mod.at(part.Range()), "a whole resource can't stand in a string; name one of its attributes")
			return typed.Value{V: in.failed(r.Origin().Name, in.mod.at(part.Range())).V, T: cty.String}
		}
		p, err := typed.Piece(v, in.mod.at(part.Range()))
		if err != nil {
			c.excused(v.V).fault(in.mod.at(part.Range()), "this can't stand in a string: %s", err)
			return typed.Value{V: in.failed("template", in.mod.at(part.Range())).V, T: cty.String}
		}
		size += pieceSize(p)
		pieces = append(pieces, p)
	}
	if size > maxString {
		in.run.problem(diag.Limit, at, "the string would be longer than %d MiB; its value is unknown", maxString>>20)
		return in.unknown(value.ReasonLimit, "string", at)
	}
	o := value.Literal(at)
	if len(inputs) > 0 {
		o = value.Computed(at, "template", inputs...)
	}
	out := value.NewText(pieces, o)
	if secret {
		out = value.AsSecret(out)
	}
	return typed.Value{V: out, T: cty.String}
}

// pieceSize is what a piece adds to a string: a nested text counts with all its
// pieces, so that doubling texts come to an end.
func pieceSize(p value.Piece) int {
	switch h := p.Hole.(type) {
	case value.String:
		return len(h.String())
	case value.Text:
		n := 0
		for _, q := range h.Pieces() {
			n += len(q.Lit) + 64
		}
		return n
	}
	return len(p.Lit) + 16
}

// templateJoin is a %{for} of a template.
func (in *instance) templateJoin(c *scope, e *hclsyntax.TemplateJoinExpr) typed.Value {
	at := in.mod.at(e.Range())
	return in.joinAll(c, in.eval(c, e.Tuple), at)
}

func (in *instance) joinAll(c *scope, list typed.Value, at source.Range) typed.Value {
	if args, ok := value.AsCall(list.V, "if"); ok && len(args) == 3 && splits(list.V) {
		then := in.joinAll(c.doubtful(), branch(list, args[1]), at)
		els := in.joinAll(c.doubtful(), branch(list, args[2]), at)
		return typed.Value{V: value.NewIf(args[0], then.V, els.V, list.V.Origin()), T: cty.String}
	}
	a, ok := list.V.(value.Array)
	if !ok || a.Open() {
		if isFailed(list.V) {
			return list
		}
		return typed.Value{T: cty.String, V: value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("join", list.V, value.NewString("", nil)), Why: whyOr(list.V, at), Type: value.TypeString,
			Secret: value.HasSecret(list.V), Origin: value.Computed(at, "template", list.V),
		})}
	}
	items, _ := list.Items()
	pieces := make([]value.Piece, 0, len(items))
	size := 0
	for _, it := range items {
		if isFailed(it.V) {
			return it
		}
		p, err := typed.Piece(it, at)
		if err != nil {
			c.excused(it.V).fault(at, "this can't stand in a string: %s", err)
			return in.failed("template", at)
		}
		size += pieceSize(p)
		pieces = append(pieces, p)
	}
	if size > maxString {
		in.run.problem(diag.Limit, at, "the string would be longer than %d MiB; its value is unknown", maxString>>20)
		return in.unknown(value.ReasonLimit, "string", at)
	}
	out := value.NewText(pieces, value.Computed(at, "template", list.V))
	if value.HasSecret(list.V) {
		out = value.AsSecret(out)
	}
	return typed.Value{V: out, T: cty.String}
}

// whyOr is why v isn't known, with an answer for values that have no reason of
// their own.
func whyOr(v value.Value, at source.Range) []value.Why {
	if w := value.WhyOf(v); w != nil {
		return w
	}
	return []value.Why{{Reason: value.ReasonTypeError, At: at}}
}
