package template

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// evalContext is what an expression is evaluated in: an instance, the names of
// loops and lambdas around the expression, and what may be taken for granted.
type evalContext struct {
	in     *instance
	env    *env
	assume *assumption // nil: nothing
	loops  int         // loops and lambdas around, which number the indices of unknown ones
	locals int         // parameters of the lambdas around
	depth  int         // expressions around
	// maybe is set where the expression is only reached under conditions that
	// can't be known: what goes wrong there may never happen.
	maybe bool
}

// env is the loop variables, lambda parameters and function parameters in
// force, innermost first.
type env struct {
	next *env
	name string
	v    value.Value
}

func (e *env) find(name string, fold bool) (value.Value, bool) {
	for ; e != nil; e = e.next {
		if e.name == name || fold && strings.EqualFold(e.name, name) {
			return e.v, true
		}
	}
	return nil, false
}

// copyName is the name under which the index of a copy loop stands in an env;
// copyDefault is the one that copyIndex() without a name means.
func copyName(name string) string { return "copy " + strings.ToLower(name) }

const copyDefault = "copy"

func (in *instance) top() *evalContext { return &evalContext{in: in} }

func (c *evalContext) bind(name string, v value.Value) *evalContext {
	if name == "" {
		return c
	}
	n := *c
	n.env = &env{c.env, name, v}
	return &n
}

// assumption is a condition under which something is evaluated, with the
// variables that read differently under it.
type assumption struct {
	cond value.Condition
	vars map[string]value.Value
}

func (a *assumption) variable(in *instance, key string, d *Variable, plain value.Value) value.Value {
	if v, ok := a.vars[key]; ok {
		return v
	}
	// Each condition in a variable asks for those before it anew, under one
	// more assumption. Beyond the bound they read as they are.
	if in.run.assumed >= maxAssumed {
		return plain
	}
	in.run.assumed++
	c := in.top()
	c.assume = a
	v := in.eval(c, d.Value)
	a.vars[key] = v
	return v
}

// given returns c with a further condition taken for granted.
func (c *evalContext) given(cond value.Value) *evalContext {
	if cond == nil || cond.Kind() == value.KindBool {
		return c
	}
	want := value.ConditionOf(cond)
	if c.assume != nil {
		want = c.assume.cond.And(want)
	}
	n := *c
	n.assume = &assumption{want, map[string]value.Value{}}
	return &n
}

// settle applies what is taken for granted to v.
func (c *evalContext) settle(v value.Value) value.Value {
	if c.assume == nil {
		return v
	}
	for v.Kind() == value.KindUnknown {
		if value.TypeOf(v) == value.TypeBool {
			return c.assume.cond.Assume(v)
		}
		args, ok := value.AsCall(v, "if")
		if !ok || len(args) != 3 {
			return v
		}
		b, ok := c.assume.cond.Assume(args[0]).(value.Bool)
		if !ok {
			return v
		}
		whole := v
		if b.Bool() {
			v = args[1]
		} else {
			v = args[2]
		}
		v = inheritSecret(v, whole)
	}
	return v
}

// eval evaluates e. It always returns a value: what has none is unknown with
// its reason, and a diagnostic says so once.
func (in *instance) eval(c *evalContext, e expression.Expr) value.Value {
	if e == nil {
		return in.unknown(value.ReasonParseError, "missing expression", source.Range{})
	}
	if !in.run.step(e.Range()) {
		return in.unknown(value.ReasonLimit, "evaluation", e.Range())
	}
	if c.depth > maxDepth {
		in.run.problem(diag.Limit, e.Range(), "expressions are nested more than %d deep here; the value is unknown", maxDepth)
		return in.unknown(value.ReasonLimit, "nesting", e.Range())
	}
	if in.run.chain >= maxChain {
		in.run.problem(diag.Limit, e.Range(), "more than %d expressions wait for one another here; the value is unknown", maxChain)
		return in.unknown(value.ReasonLimit, "chain", e.Range())
	}
	c.depth++
	in.run.chain++
	v := in.expr(c, e)
	in.run.chain--
	c.depth--
	if value.Width(v) > maxPieces {
		in.run.problem(diag.Limit, e.Range(), "the value would be put together from more than %d parts; it is unknown", maxPieces)
		return in.unknown(value.ReasonLimit, "parts", e.Range())
	}
	if value.Size(v) > maxSize {
		in.run.problem(diag.Limit, e.Range(), "the value would hold more than %d others; it is unknown", maxSize)
		return in.unknown(value.ReasonLimit, "size", e.Range())
	}
	return c.settle(v)
}

func (in *instance) expr(c *evalContext, e expression.Expr) value.Value {
	switch e := e.(type) {
	case *expression.Literal:
		if e.Value.Origin() == nil {
			return value.WithOrigin(e.Value, value.Literal(e.At))
		}
		return e.Value
	case *expression.Text:
		return in.text(c, e)
	case *expression.Object:
		return in.object(c, e)
	case *expression.Array:
		return in.array(c, e)
	case *expression.Name:
		return in.name(c, e)
	case *expression.Prop:
		v, _, _ := in.chain(c, e)
		return v
	case *expression.Index:
		v, _, _ := in.chain(c, e)
		return v
	case *expression.Paren:
		return in.eval(c, e.X)
	case *expression.Call:
		return in.call(c, e)
	case *expression.For:
		return in.comprehension(c, e)
	case *expression.Lambda:
		in.run.problem(diag.Evaluation, e.At, "a lambda can only be the argument of a function")
		return in.typeError("lambda", e.At)
	case *expression.Bad:
		return in.unknown(value.ReasonParseError, "damaged expression", e.At)
	}
	panic("internal error: evaluation of an unlisted expression")
}

func (in *instance) text(c *evalContext, e *expression.Text) value.Value {
	pieces := make([]value.Piece, 0, len(e.Pieces))
	inputs := make([]value.Value, 0, len(e.Pieces))
	size := 0
	for _, p := range e.Pieces {
		if p.Hole == nil {
			size += len(p.Lit)
			pieces = append(pieces, value.Piece{Lit: p.Lit})
			continue
		}
		v := in.eval(c, p.Hole)
		inputs = append(inputs, v)
		piece := in.piece(v)
		size += pieceSize(piece)
		pieces = append(pieces, piece)
	}
	if size > maxString {
		in.run.problem(diag.Limit, e.At, "the string would be longer than %d MiB; its value is unknown", maxString>>20)
		return in.unknown(value.ReasonLimit, "string", e.At)
	}
	out := value.NewText(pieces, value.Computed(e.At, "format", inputs...))
	for _, v := range inputs {
		if value.HasSecret(v) {
			return value.AsSecret(out)
		}
	}
	return out
}

// piece renders v as part of a string, where that is possible.
func (in *instance) piece(v value.Value) value.Piece {
	if s, ok := value.Render(v, false); ok {
		return value.Piece{Lit: s}
	}
	if r, ok := v.(value.Ref); ok {
		v = r.ID()
	}
	return value.Piece{Hole: v}
}

// pieceSize is what a piece adds to a string: a nested text counts with all its
// pieces, so that doubling texts come to an end.
func pieceSize(p value.Piece) int {
	if t, ok := p.Hole.(value.Text); ok {
		n := 0
		for _, q := range t.Pieces() {
			n += len(q.Lit) + 64
		}
		return n
	}
	return len(p.Lit) + 16
}

func (in *instance) object(c *evalContext, e *expression.Object) value.Value {
	b := newObjectBuilder(e)
	secretName := false
	for _, m := range e.Members {
		switch {
		case m.Copy != nil:
			for _, loop := range m.Copy {
				b.set(value.Member{Key: loop.Name, KeyAt: loop.NameAt, At: loop.At, Value: in.comprehension(c, loop)})
			}
		case m.Spread:
			v := in.eval(c, m.Value)
			if k := v.Kind(); k != value.KindObject && k != value.KindUnknown && k != value.KindNull {
				in.run.problem(diag.Evaluation, m.Value.Range(), "only an object can be spread into an object")
				v = in.typeError("spread", m.Value.Range())
			}
			secretName = secretName || v.Kind() == value.KindObject && v.Secret()
			b.spread(v)
		default:
			key := in.eval(c, m.Key)
			secretName = secretName || value.HasSecret(key)
			b.set(value.Member{KeyAt: m.Key.Range(), At: m.Value.Range(), Value: in.eval(c, m.Value)}.Named(key))
		}
	}
	var v value.Value
	if b.open {
		// What a spread of something unknown makes is the library's to say, so
		// that it is the same in templates that call shallowMerge themselves.
		b.flush()
		v = in.apply(c, "shallowMerge", e.At, []fn.Arg{plainArg(value.NewArray(b.parts, nil), e.At)})
	} else {
		v = b.value(value.Literal(e.At))
	}
	if secretName { // names have no taint of their own
		return value.AsSecret(v)
	}
	return v
}

func (in *instance) array(c *evalContext, e *expression.Array) value.Value {
	items := make([]value.Value, 0, len(e.Items))
	spread := false
	for _, it := range e.Items {
		spread = spread || it.Spread
	}
	if !spread {
		for _, it := range e.Items {
			items = append(items, in.eval(c, it.Value))
		}
		return value.NewArray(items, value.Literal(e.At))
	}
	// [...a, x] is concat of the parts.
	var parts []fn.Arg
	flush := func(at source.Range) {
		if len(items) > 0 {
			parts = append(parts, plainArg(value.NewArray(items, value.Literal(at)), at))
			items = nil
		}
	}
	for _, it := range e.Items {
		if !it.Spread {
			items = append(items, in.eval(c, it.Value))
			continue
		}
		flush(e.At)
		parts = append(parts, plainArg(in.eval(c, it.Value), it.Value.Range()))
	}
	flush(e.At)
	return in.apply(c, "concat", e.At, parts)
}

func plainArg(v value.Value, at source.Range) fn.Arg {
	return fn.Arg{At: at, Force: func() value.Value { return v }}
}

func (in *instance) name(c *evalContext, e *expression.Name) value.Value {
	switch e.Kind {
	case expression.NameParameter:
		return in.namesOf(c).parameter(e.Name, e.At)
	case expression.NameVariable:
		n := in.namesOf(c)
		return n.variable(c, e.Name, e.At)
	case expression.NameLocal:
		if v, ok := c.env.find(e.Name, in.t.FoldNames); ok {
			return v
		}
		in.run.problem(diag.Binding, e.At, "%q isn't declared here", e.Name)
		return in.typeError(e.Name, e.At)
	case expression.NameResource:
		return in.symbol(c, e.Name, e.At)
	}
	if e.Name == baseName && in.inherited != nil {
		return in.inherited
	}
	in.run.problem(diag.Evaluation, e.At, "%q is a namespace and has no value of its own", e.Name)
	return in.typeError(e.Name, e.At)
}

// namesOf is the instance whose parameters and variables are meant.
func (in *instance) namesOf(*evalContext) *instance {
	for in.outer != nil {
		in = in.outer.in
	}
	return in
}

// condition evaluates a condition to a Bool or an unknown boolean.
func (in *instance) condition(c *evalContext, e expression.Expr) value.Value {
	if e == nil {
		return value.NewBool(true, nil)
	}
	v := in.eval(c, e)
	switch v := v.(type) {
	case value.Bool, value.Unknown:
		return v
	case value.String: // written as "true" in older ARM templates
		switch strings.ToLower(v.String()) {
		case "true":
			return value.NewBool(true, v.Origin())
		case "false":
			return value.NewBool(false, v.Origin())
		}
	}
	in.run.problem(diag.Evaluation, e.Range(), "a condition must be true or false")
	return in.typeError("condition", e.Range())
}
