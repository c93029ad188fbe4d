package template

import (
	"slices"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// special are the functions that need the evaluator itself: names, loops, lazy
// arguments, resources. Keys are lower case.
func special(name string) func(*instance, *evalContext, *expression.Call) value.Value {
	switch name {
	case "parameters":
		return (*instance).callParameters
	case "variables":
		return (*instance).callVariables
	case "copyindex":
		return (*instance).callCopyIndex
	case "if":
		return (*instance).callIf
	case "and", "or":
		return (*instance).callConnective
	case "coalesce":
		return (*instance).callCoalesce
	case "lambdavariables":
		return (*instance).callLambdaVariables
	case "reference":
		return (*instance).callReference
	case "references":
		return (*instance).callReferences
	case "resourceinfo":
		return (*instance).callResourceInfo
	case "tryget":
		return (*instance).callTryGet
	case "newguid", "utcnow":
		return (*instance).callAtom
	}
	return nil
}

// call evaluates a function call.
func (in *instance) call(c *evalContext, e *expression.Call) value.Value {
	name := lower(e.Name)
	switch e.Namespace {
	case "", "sys", "az":
	default:
		return in.callNamespace(c, e)
	}
	if e.Receiver != nil {
		return in.callMethod(c, e)
	}
	if e.Namespace == "" {
		if f, ok := in.namesOf(c).funcDecl[in.functionKey("", e.Name)]; ok {
			return in.namesOf(c).callUser(c, f, e)
		}
		if target, ok := in.imported[e.Name]; ok {
			return target.call(c, in, e)
		}
	}
	if f := special(name); f != nil {
		return f(in, c, e)
	}
	if strings.HasPrefix(name, "list") {
		return in.callList(c, e)
	}
	args := make([]fn.Arg, len(e.Args))
	for i, a := range e.Args {
		args[i] = in.argument(c, a)
	}
	return in.apply(c, e.Name, e.At, args)
}

// argument prepares an argument: plain ones are evaluated at most once, lambdas
// as often as the function likes.
func (in *instance) argument(c *evalContext, e expression.Expr) fn.Arg {
	if l, ok := lambdaOf(e); ok {
		return fn.Arg{At: l.At, Params: len(l.Params), Lambda: func(args ...value.Value) value.Value {
			inner := *c
			inner.locals += len(l.Params)
			inner.loops++
			for i, p := range l.Params {
				if i < len(args) {
					inner = *inner.bind(p, args[i])
				}
			}
			return in.eval(&inner, l.Body)
		}}
	}
	var v value.Value
	return fn.Arg{At: e.Range(), Force: func() value.Value {
		if v == nil {
			v = in.eval(c, e)
		}
		return v
	}}
}

// lambdaOf recognises (x) => body, and ARM's lambda('x', body).
func lambdaOf(e expression.Expr) (*expression.Lambda, bool) {
	switch e := e.(type) {
	case *expression.Lambda:
		return e, true
	case *expression.Paren:
		return lambdaOf(e.X)
	case *expression.Call:
		if !strings.EqualFold(e.Name, "lambda") || len(e.Args) == 0 {
			return nil, false
		}
		l := &expression.Lambda{At: e.At, Body: e.Args[len(e.Args)-1]}
		for _, a := range e.Args[:len(e.Args)-1] {
			lit, ok := a.(*expression.Literal)
			if !ok {
				return nil, false
			}
			s, ok := lit.Value.(value.String)
			if !ok {
				return nil, false
			}
			l.Params = append(l.Params, s.String())
		}
		return l, true
	}
	return nil, false
}

// apply calls a function of the library.
func (in *instance) apply(c *evalContext, name string, at source.Range, args []fn.Arg) value.Value {
	row := fn.Lookup(name)
	if row == nil {
		in.run.problem(diag.Unsupported, at, "there is no function %q that Moat knows", name)
		return in.unknownCall(name, at, args)
	}
	if len(args) < row.Min || row.Max >= 0 && len(args) > row.Max {
		in.run.problem(diag.Evaluation, at, "%s takes %s, but is given %d", row.Name, arity(row), len(args))
		return in.typeError(row.Name, at)
	}
	v, fault := fn.Apply(&fn.Call{
		Row: row, At: at, Args: args, Scope: in.scope, Files: files{in}, Locals: c.locals, Loops: c.loops,
		Limits: fn.Limits{String: maxString, Items: maxElements},
	})
	switch v.Kind() {
	case value.KindBool, value.KindInt, value.KindNull: // says little about what it was made of
	// toObject and groupBy make names of values, and names have no taint.
	default:
		for i, a := range forced(args) {
			if keepsTaint(row.Name, i) {
				continue
			}
			if !v.Secret() && (a.Secret() || value.HasSecret(a) && (row.Name == "toObject" || row.Name == "groupBy")) {
				v = value.AsSecret(v)
			}
		}
	}
	if fault != nil {
		if fault.Limit {
			in.run.problem(diag.Limit, at, "%s", fault.Message)
		} else {
			message := fault.Message
			if slices.ContainsFunc(forced(args), value.HasSecret) { // the message may quote it
				message = row.Name + "() fails on what it is given, of which no more is told as it is secret"
			}
			in.fault(c.excused(forced(args)...), at, "%s", message)
		}
	}
	return v
}

// forced are the values of the plain arguments.
func forced(args []fn.Arg) []value.Value {
	var vs []value.Value
	for _, a := range args {
		if a.Force != nil {
			vs = append(vs, a.Force())
		}
	}
	return vs
}

func (in *instance) unknownCall(name string, at source.Range, args []fn.Arg) value.Value {
	vs := forced(args)
	secret := false
	for _, v := range vs {
		secret = secret || value.HasSecret(v)
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall(name, vs...), Secret: secret,
		Why:    []value.Why{{Reason: value.ReasonUnsupported, Name: name, At: at}},
		Origin: value.Computed(at, name, vs...),
	})
}

func arity(r *fn.Row) string {
	switch {
	case r.Max < 0:
		return count(r.Min, "argument") + " or more"
	case r.Min == r.Max:
		return count(r.Min, "argument")
	}
	return count(r.Min, "") + " to " + count(r.Max, "argument")
}

func count(n int, noun string) string {
	words := [...]string{"no", "one", "two", "three", "four", "five", "six"}
	s := "many"
	if n < len(words) {
		s = words[n]
	}
	if noun == "" {
		return s
	}
	if n == 1 {
		return s + " " + noun
	}
	return s + " " + noun + "s"
}

// ---- the special functions ----

// one evaluates the only argument that a name function takes.
func (in *instance) nameArgument(c *evalContext, e *expression.Call) (string, value.Value) {
	if len(e.Args) != 1 {
		in.run.problem(diag.Evaluation, e.At, "%s takes one argument, but is given %d", e.Name, len(e.Args))
		return "", in.typeError(e.Name, e.At)
	}
	v := in.eval(c, e.Args[0])
	if s, ok := v.(value.String); ok {
		return s.String(), nil
	}
	if value.WhyOf(v) == nil {
		in.fault(c, e.At, "%s takes a name, not %s", e.Name, describe(v))
		return "", in.typeError(e.Name, e.At)
	}
	return "", value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall(lower(e.Name), v), Why: value.WhyOf(v), Origin: value.Computed(e.At, e.Name, v), Secret: value.HasSecret(v),
	})
}

func (in *instance) callParameters(c *evalContext, e *expression.Call) value.Value {
	name, other := in.nameArgument(c, e)
	if other != nil {
		return other
	}
	if v, ok := c.env.find(parameterOf(name), true); ok {
		return v
	}
	return in.namesOf(c).parameter(name, e.At)
}

func (in *instance) callVariables(c *evalContext, e *expression.Call) value.Value {
	name, other := in.nameArgument(c, e)
	if other != nil {
		return other
	}
	return in.namesOf(c).variable(c, name, e.At)
}

func (in *instance) callLambdaVariables(c *evalContext, e *expression.Call) value.Value {
	name, other := in.nameArgument(c, e)
	if other != nil {
		return other
	}
	if v, ok := c.env.find(name, true); ok {
		return v
	}
	in.run.problem(diag.Binding, e.At, "there is no lambda variable %q here", name)
	return in.typeError(name, e.At)
}

// callCopyIndex is copyIndex(), copyIndex(offset), copyIndex('loop') and
// copyIndex('loop', offset).
func (in *instance) callCopyIndex(c *evalContext, e *expression.Call) value.Value {
	name := copyDefault
	var offset value.Value
	for i, a := range e.Args {
		v := in.eval(c, a)
		switch v := v.(type) {
		case value.String:
			if i == 0 {
				name = copyName(v.String())
				continue
			}
		case value.Int:
			offset = v
			continue
		case value.Unknown:
			offset = v
			continue
		}
		in.fault(c, e.At, "copyIndex takes the name of a loop and an offset")
		return in.typeError("copyIndex", e.At)
	}
	index, ok := c.env.find(name, true)
	if !ok {
		in.run.problem(diag.Evaluation, e.At, "copyIndex is used outside the loop that it names")
		return in.typeError("copyIndex", e.At)
	}
	if offset == nil {
		return index
	}
	return in.apply(c, "add", e.At, []fn.Arg{plainArg(index, e.At), plainArg(offset, e.At)})
}

func (in *instance) callIf(c *evalContext, e *expression.Call) value.Value {
	if len(e.Args) != 3 {
		in.run.problem(diag.Evaluation, e.At, "if takes three arguments, but is given %d", len(e.Args))
		return in.typeError("if", e.At)
	}
	cond := in.condition(c, e.Args[0])
	if b, ok := cond.(value.Bool); ok {
		branch := e.Args[2]
		if b.Bool() {
			branch = e.Args[1]
		}
		v := in.eval(c, branch)
		if b.Secret() {
			v = value.AsSecret(v)
		}
		if o := b.Origin(); o.Assumed() && !v.Origin().Assumed() {
			// The choice rests on a default, and so does what was chosen.
			v = value.WithOrigin(v, value.Computed(e.At, "if", v, cond))
		}
		return v
	}
	then, els := *c, *c
	then.maybe, els.maybe = true, true
	return value.NewIf(cond,
		in.eval(then.given(cond), e.Args[1]),
		in.eval(els.given(value.NewNot(cond, nil)), e.Args[2]),
		value.Computed(e.At, "if", cond))
}

func (in *instance) callConnective(c *evalContext, e *expression.Call) value.Value {
	name := lower(e.Name)
	if len(e.Args) == 0 {
		in.run.problem(diag.Evaluation, e.At, "%s takes at least one argument", name)
		return in.typeError(name, e.At)
	}
	vs := make([]value.Value, 0, len(e.Args))
	inner := c
	for _, a := range e.Args {
		v := in.condition(inner, a)
		vs = append(vs, v)
		if b, ok := v.(value.Bool); ok {
			if b.Bool() == (name == "or") {
				break // decided: the rest is not looked at
			}
			continue
		}
		// What follows is only reached where this one left it open.
		next := *inner
		next.maybe = true
		if name == "and" {
			inner = next.given(v)
		} else {
			inner = next.given(value.NewNot(v, nil))
		}
	}
	o := value.Computed(e.At, name, vs...)
	if name == "or" {
		return value.NewOr(o, vs...)
	}
	return value.NewAnd(o, vs...)
}

func (in *instance) callCoalesce(c *evalContext, e *expression.Call) value.Value {
	var open []value.Value
	inner := *c
	for _, a := range e.Args {
		v := in.eval(&inner, a)
		if v.Kind() == value.KindNull {
			continue
		}
		if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && v.Kind() == value.KindUnknown && len(open) == 0 && a == e.Args[len(e.Args)-2] {
			// if(c, null, x) ?? y is if(c, y, x).
			if args[1].Kind() == value.KindNull || args[2].Kind() == value.KindNull {
				rest := in.eval(&inner, e.Args[len(e.Args)-1])
				then, els := args[1], args[2]
				if then.Kind() == value.KindNull {
					then = rest
				}
				if els.Kind() == value.KindNull {
					els = rest
				}
				return value.NewIf(args[0], then, els, value.Computed(e.At, "coalesce", v, rest))
			}
		}
		open = append(open, v)
		if neverNull(v) {
			break
		}
		inner.maybe = true
	}
	switch len(open) {
	case 0:
		return value.NewNull(value.Literal(e.At))
	case 1:
		return open[0]
	}
	var domain *value.Domain
	var one []value.Value
	for i, v := range open {
		cs := value.Candidates(v)
		if cs == nil {
			one = nil
			break
		}
		for _, k := range cs {
			if i == len(open)-1 || k.Kind() != value.KindNull {
				one = append(one, k)
			}
		}
	}
	if one != nil && len(one) <= 64 {
		domain = &value.Domain{OneOf: one}
	}
	secret := false
	for _, v := range open {
		secret = secret || value.HasSecret(v)
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("coalesce", open...), Why: value.Whys(open...), Domain: domain, Secret: secret,
		Origin: value.Computed(e.At, "coalesce", open...),
	})
}

// keepsTaint says that a function hands its i-th argument on as it is, a part of
// the result beside others, which are no secrets for it.
func keepsTaint(name string, i int) bool {
	switch name {
	case "createArray":
		return true
	case "createObject": // names have no taint, values do
		return i%2 == 1
	}
	return false
}

// callTryGet is tryGet(base, name or index…): each step is a safe access, and
// the first that meets nothing makes the whole null.
func (in *instance) callTryGet(c *evalContext, e *expression.Call) value.Value {
	if len(e.Args) < 2 {
		in.run.problem(diag.Evaluation, e.At, "tryGet takes two arguments or more, but is given %d", len(e.Args))
		return in.typeError("tryGet", e.At)
	}
	v := in.eval(c, e.Args[0])
	for _, a := range e.Args[1:] {
		step, fromEnd := in.eval(c, a), false
		if o, ok := step.(value.Object); ok { // {value: n, fromEnd: true}
			if m, ok := o.Member("fromEnd"); ok {
				b, isBool := m.Value.(value.Bool)
				fromEnd = isBool && b.Bool()
			}
			if m, ok := o.Member("value"); ok {
				step = m.Value
			}
		}
		var nulled bool
		if s, ok := step.(value.String); ok {
			v, nulled = in.prop(c, v, s.String(), e.At, a.Range(), true)
		} else {
			v, nulled = in.index(c, v, step, e.At, true, fromEnd)
		}
		if nulled {
			break
		}
	}
	return c.settle(v)
}

// neverNull says whether v is known not to be null.
func neverNull(v value.Value) bool {
	switch v := v.(type) {
	case value.Unknown:
		return v.Type() != value.TypeAny && v.Type() != value.TypeNull
	case value.Null:
		return false
	}
	return true
}

// callAtom is newGuid() or utcNow(): different in every instance.
func (in *instance) callAtom(c *evalContext, e *expression.Call) value.Value {
	in.atoms = true
	name := "newGuid"
	if strings.EqualFold(e.Name, "utcNow") {
		name = "utcNow"
	}
	args := make([]value.Value, len(e.Args))
	text := make([]string, len(e.Args))
	for i, a := range e.Args {
		args[i] = in.eval(c, a)
		text[i] = value.Expr(args[i])
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym:  value.SymAtom(name+"("+strings.Join(text, ", ")+")", in.id+"|"+placeID(e.At)),
		Why:  []value.Why{{Reason: value.ReasonNonDeterministic, Name: name, At: e.At}},
		Type: value.TypeString, Origin: value.Computed(e.At, name, args...),
	})
}

// callReference is reference(id or symbol, api-version, 'full').
func (in *instance) callReference(c *evalContext, e *expression.Call) value.Value {
	if len(e.Args) == 0 || len(e.Args) > 3 {
		in.run.problem(diag.Evaluation, e.At, "reference takes one to three arguments, but is given %d", len(e.Args))
		return in.typeError("reference", e.At)
	}
	target := in.eval(c, e.Args[0])
	version, full := "", false
	if len(e.Args) > 1 {
		if s, ok := in.eval(c, e.Args[1]).(value.String); ok {
			version = s.String()
		}
	}
	if len(e.Args) > 2 {
		s, ok := in.eval(c, e.Args[2]).(value.String)
		full = ok && strings.EqualFold(s.String(), "full")
	}
	switch h := in.find(c, target).(type) {
	case *callHandle:
		return value.NewRef(h.deploymentID(), &armDeployment{h}, value.Computed(e.At, "reference"))
	case *handle:
		r := h.ref(e.At)
		if full {
			return r
		}
		return h.prop(c, r, "properties", e.At)
	}
	if strings.EqualFold(typeInID(target), deploymentsType) {
		version = "" // every version of a deployment has the same outputs
	}
	reason := value.ReasonRuntimeReference
	if hasNoValue(target) { // there is nothing of that id to read from
		reason = value.ReasonTypeError
	}
	why := []value.Why{{Reason: reason, Name: "reference", At: e.At}}
	state := value.NewUnknown(value.UnknownSpec{
		Sym: value.SymReference(target, version), Why: why, Type: value.TypeObject, Secret: value.HasSecret(target),
		Origin: value.Computed(e.At, "reference", target),
	})
	if full {
		return state
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(state, "properties"), Why: why, Type: value.TypeObject, Secret: value.HasSecret(target),
		Origin: value.Computed(e.At, "reference", target),
	})
}

// armDeployment is a deployment as reference() shows it: its outputs' values
// stand under .value.
type armDeployment struct{ call *callHandle }

// callReferences is references('loop'[, 'full']): all of a loop's resources.
func (in *instance) callReferences(c *evalContext, e *expression.Call) value.Value {
	if len(e.Args) == 0 {
		in.run.problem(diag.Evaluation, e.At, "references takes the symbol of a loop")
		return in.typeError("references", e.At)
	}
	s, ok := in.eval(c, e.Args[0]).(value.String)
	if !ok {
		return in.unknownCall("references", e.At, nil)
	}
	v := in.symbol(c, s.String(), e.At)
	full := len(e.Args) > 1
	list, ok := v.(value.Array)
	if full || !ok {
		return v
	}
	return list.MapItems(func(it value.Value) value.Value {
		if r, ok := it.(value.Ref); ok {
			if h, ok := r.Target().(*handle); ok {
				return h.prop(c, r, "properties", e.At)
			}
		}
		return it
	})
}

// callResourceInfo is resourceInfo('symbol'): the parts of a resource that are
// known before it is deployed.
func (in *instance) callResourceInfo(c *evalContext, e *expression.Call) value.Value {
	if len(e.Args) != 1 {
		in.run.problem(diag.Evaluation, e.At, "resourceInfo takes one argument, but is given %d", len(e.Args))
		return in.typeError("resourceInfo", e.At)
	}
	v := in.eval(c, e.Args[0])
	if h, ok := in.find(c, v).(*handle); ok {
		return h.ref(e.At)
	}
	return in.unknownCall("resourceInfo", e.At, []fn.Arg{plainArg(v, e.At)})
}

// callList is listKeys(id, api-version) and its many relatives: only the
// service can answer, and the answer is secret.
func (in *instance) callList(c *evalContext, e *expression.Call) value.Value {
	args := make([]value.Value, len(e.Args))
	for i, a := range e.Args {
		args[i] = in.eval(c, a)
	}
	if len(args) > 0 {
		if h, ok := in.find(c, args[0]).(*handle); ok {
			args[0] = h.resourceID()
		}
	}
	return in.listResult(e, args)
}

func (in *instance) listResult(e *expression.Call, args []value.Value) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym:  value.SymCall(e.Name, args...),
		Why:  []value.Why{{Reason: value.ReasonRuntimeList, Name: e.Name, At: e.At}},
		Type: value.TypeAny, Secret: true, Origin: value.Computed(e.At, e.Name),
	})
}

// callMethod is symbol.function(…).
func (in *instance) callMethod(c *evalContext, e *expression.Call) value.Value {
	base := in.eval(c, e.Receiver)
	args := make([]value.Value, 0, len(e.Args)+2)
	name := lower(e.Name)
	r, isRef := base.(value.Ref)
	switch {
	case name == "getsecret":
		args = append(args, idOrSelf(base))
		for _, a := range e.Args {
			args = append(args, in.eval(c, a))
		}
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("getSecret", args...), Type: value.TypeString, Secret: true,
			Why:    []value.Why{{Reason: value.ReasonSecret, Name: "getSecret", At: e.At}},
			Origin: value.Computed(e.At, "getSecret"),
		})
	case strings.HasPrefix(name, "list"):
		args = append(args, idOrSelf(base))
		if isRef {
			if h, ok := r.Target().(*handle); ok && len(e.Args) == 0 {
				args = append(args, value.NewString(h.apiVersion, nil))
			}
		}
		for _, a := range e.Args {
			args = append(args, in.eval(c, a))
		}
		return in.listResult(e, args)
	case isRef:
		in.run.problem(diag.Binding, e.At, "a resource has no function %q; it has getSecret and the list functions of its provider", e.Name)
		return in.typeError(e.Name, e.At)
	case value.WhyOf(base) == nil:
		in.fault(c, e.At, "%s has no function %q", describe(base), e.Name)
		return in.typeError(e.Name, e.At)
	}
	args = append(args, base)
	for _, a := range e.Args {
		args = append(args, in.eval(c, a))
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall(e.Name, args...), Secret: value.HasSecret(base),
		Why: value.WhyOf(base), Origin: value.Computed(e.At, e.Name),
	})
}

func idOrSelf(v value.Value) value.Value {
	if r, ok := v.(value.Ref); ok {
		return r.ID()
	}
	return v
}
