package function

import (
	"errors"
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// Bounds of what one call builds and looks at. maxSize counts the values that
// an argument is made of, shared ones each time.
const (
	maxString = 4 << 20
	maxItems  = 100_000
	maxSize   = 500_000
	maxSplit  = 16
)

// call is one call of a function; args have been converted to the types of the
// parameters once run has begun.
type call struct {
	f    *Func
	env  *Env
	args []typed.Value
}

func (c *call) values() []value.Value {
	vs := make([]value.Value, len(c.args))
	for i, a := range c.args {
		vs[i] = a.V
	}
	return vs
}

func (c *call) origin() *value.Origin {
	return value.Computed(c.env.At, c.f.Name, c.values()...)
}

func (c *call) param(i int) *param {
	if i < len(c.f.params) {
		return &c.f.params[i]
	}
	return c.f.rest
}

// wrong is the error about argument i.
func (c *call) wrong(i int, format string, args ...any) error {
	p := c.param(i)
	return argError(fmt.Sprintf("argument %d of %s (%s): %s", i+1, c.f.Name, p.name, fmt.Sprintf(format, args...)))
}

// argError is an error that names the function and the argument.
type argError string

func (e argError) Error() string { return string(e) }

func (c *call) secret() bool {
	for _, a := range c.args {
		if value.HasSecret(a.V) {
			return true
		}
	}
	return false
}

func (c *call) isKnown() bool {
	for _, a := range c.args {
		if !value.IsKnown(a.V) {
			return false
		}
	}
	return true
}

func (c *call) convert() error {
	size := 0
	for _, a := range c.args {
		if size += value.Size(a.V); size > maxSize {
			return limitError{}
		}
	}
	for i, a := range c.args {
		p := c.param(i)
		out := a
		var err error
		switch {
		case !p.nullable && a.IsNull():
			return c.wrong(i, "it is null, which isn't allowed here")
		case p.nullable:
			out, err = typed.Convert(a, p.typ, c.env.At)
		default:
			out, err = typed.Argument(a, p.typ, c.env.At)
		}
		if err != nil {
			return c.wrong(i, "%s", err)
		}
		if out.T == cty.DynamicPseudoType {
			out = typed.Untyped(out.V)
		}
		c.args[i] = out
	}
	return nil
}

func (c *call) run() (typed.Value, error) {
	if err := c.convert(); err != nil {
		return typed.Value{}, err
	}
	known := c.isKnown()
	if !known {
		if v, ok := c.split(); ok {
			return v, nil
		}
	}
	if known && c.f.known != nil {
		v, err := c.compute()
		if err == nil && !v.T.IsPrimitiveType() && c.untyped() {
			v.T = cty.DynamicPseudoType
		}
		if err != nil || !c.f.structural {
			return v, err
		}
		own, err := c.f.partial(c)
		if err != nil {
			return own, err
		}
		own.T = v.T
		return own, nil
	}
	if c.f.partial != nil {
		v, err := c.f.partial(c)
		if err != nil || known {
			return v, err
		}
		return c.image(v), nil
	}
	switch c.f.Class {
	case Impure:
		return c.impure(), nil
	case Machine:
		return c.unknown(value.ReasonEnvironment), nil
	case Opaque:
		return c.unknown(value.ReasonUnsupported), nil
	}
	return c.image(c.unknown("")), nil
}

// untyped says whether the type of an array or object among the arguments isn't
// known, so that of the result isn't either.
func (c *call) untyped() bool {
	for _, a := range c.args {
		if a.T == cty.DynamicPseudoType && (a.V.Kind() == value.KindArray || a.V.Kind() == value.KindObject) {
			return true
		}
	}
	return false
}

// compute runs known on the arguments.
func (c *call) compute() (typed.Value, error) {
	got, err := c.f.known(c)
	if err != nil {
		var limit limitError
		if errors.As(err, &limit) {
			return typed.Value{}, limit
		}
		return typed.Value{}, c.explain(err)
	}
	if !got.IsWhollyKnown() {
		return c.unknown(""), nil // null of no type makes some functions undecided
	}
	v := typed.FromCty(got, c.origin())
	if c.secret() {
		v.V = value.AsSecret(v.V)
	}
	return v, nil
}

// explain words an error of the cty library.
func (c *call) explain(err error) error {
	var own argError
	if errors.As(err, &own) {
		return own
	}
	var arg function.ArgError
	if errors.As(err, &arg) && arg.Index < len(c.args) {
		return c.wrong(arg.Index, "%s", arg.Error())
	}
	return fmt.Errorf("%s: %w", c.f.Name, err)
}

// cty are the arguments as cty values; all are known.
func (c *call) cty() ([]cty.Value, error) {
	out := make([]cty.Value, len(c.args))
	for i, a := range c.args {
		v, ok := a.ToCty()
		if !ok {
			return nil, limitError{}
		}
		out[i] = v
	}
	return out, nil
}

// std is a function of the cty library as a row's known.
func std(f function.Function) func(*call) (cty.Value, error) {
	return func(c *call) (cty.Value, error) {
		args, err := c.cty()
		if err != nil {
			return cty.NilVal, err
		}
		return f.Call(args)
	}
}

// text is a function from strings to a string as a row's known.
func text(f func(args ...string) (string, error)) func(*call) (cty.Value, error) {
	return func(c *call) (cty.Value, error) {
		args := make([]string, len(c.args))
		for i, a := range c.args {
			s, ok := a.V.(value.String)
			if !ok {
				return cty.NilVal, limitError{}
			}
			args[i] = s.String()
		}
		s, err := f(args...)
		if err != nil {
			return cty.NilVal, err
		}
		if len(s) > maxString {
			return cty.NilVal, limitError{}
		}
		return cty.StringVal(s), nil
	}
}

// Unknown results --------------------------------------------------------

// spec is an unknown result: the call in canonical form.
func (c *call) spec(reason value.Reason) value.UnknownSpec {
	args := c.values()
	why := value.Whys(args...)
	if reason != "" || why == nil {
		if reason == "" {
			reason = value.ReasonTypeError
		}
		why = []value.Why{{Reason: reason, Name: c.f.Name, At: c.env.At}}
	}
	s := value.UnknownSpec{Why: why, Secret: c.secret(), Origin: c.origin()}
	if c.f.sym != nil {
		s.Sym = c.f.sym(args)
	} else {
		s.Sym = value.SymCall("tf."+c.f.Name, args...)
	}
	switch t := c.f.result; {
	case c.f.Name == "tostring" || c.f.Name == "tobool": // may be null
	case t == cty.String:
		s.Type = value.TypeString
	case t == cty.Bool:
		s.Type = value.TypeBool
		s.Domain = &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}}
	case c.f.integer:
		s.Type = value.TypeInt
	case t.IsListType() || t.IsSetType():
		s.Type = value.TypeArray
	case t.IsMapType():
		s.Type = value.TypeObject
	}
	return s
}

func (c *call) unknown(reason value.Reason) typed.Value {
	return c.unknownOf(c.f.result, reason)
}

func (c *call) unknownOf(t cty.Type, reason value.Reason) typed.Value {
	if t == cty.NilType {
		t = cty.DynamicPseudoType
	}
	return typed.Value{V: value.NewUnknown(c.spec(reason)), T: t}
}

// impure is the result of a call of which no other is known to give the same.
func (c *call) impure() typed.Value {
	s := c.spec(value.ReasonNonDeterministic)
	at := fmt.Sprintf("%s:%d:%s", c.env.At.Path(), c.env.At.Start, c.env.Instance)
	s.Sym = value.SymAtom(c.f.Name+"()", at)
	return typed.Value{V: value.NewUnknown(s), T: c.f.result}
}

// oneOf is one of several values, of which it isn't known which.
func (c *call) oneOf(vs []typed.Value) typed.Value {
	out := typed.Value{T: vs[0].T}
	s := c.spec("")
	domain := []value.Value{}
	for _, v := range vs {
		if !out.T.Equals(v.T) {
			out.T = cty.DynamicPseudoType
		}
		one := value.Candidates(v.V)
		if one == nil || domain == nil || len(one)+len(domain) > maxSplit {
			domain = nil
			continue
		}
		domain = append(domain, one...)
	}
	if len(domain) > 0 {
		s.Domain = &value.Domain{OneOf: distinctValues(domain)}
	}
	out.V = value.NewUnknown(s)
	return out
}

func distinctValues(vs []value.Value) []value.Value {
	seen := map[value.Key]bool{}
	var out []value.Value
	for _, v := range vs {
		if !seen[v.Key()] {
			seen[v.Key()] = true
			out = append(out, v)
		}
	}
	return out
}

// Conditionals and domains ------------------------------------------------

// with is the call with another value of argument i, of the argument's type. An
// error says that the value can't have that type.
func (c *call) with(i int, v value.Value) (*call, error) {
	arg, err := c.branchOf(c.args[i], v)
	if err != nil {
		return nil, err
	}
	d := *c
	d.args = append([]typed.Value{}, c.args...)
	d.args[i] = arg
	return &d, nil
}

// branchOf is one of the values that v can take. What stands in a conditional or
// a domain has kept the type that it was written with.
func (c *call) branchOf(v typed.Value, branch value.Value) (typed.Value, error) {
	return typed.Convert(typed.Untyped(branch), v.T, c.env.At)
}

// split runs the function on both branches of its one conditional argument.
func (c *call) split() (typed.Value, bool) {
	if c.f.whole || c.f.known == nil && c.f.partial == nil {
		return typed.Value{}, false
	}
	at := -1
	for i, a := range c.args {
		if _, ok := conditional(a.V); ok {
			if at >= 0 {
				return typed.Value{}, false
			}
			at = i
		} else if c.f.partial == nil && !value.IsKnown(a.V) {
			return typed.Value{}, false
		}
	}
	if at < 0 || value.Branches(c.args[at].V, maxSplit+1) > maxSplit {
		return typed.Value{}, false
	}
	return c.branch(at, c.args[at].V)
}

func (c *call) branch(at int, v value.Value) (typed.Value, bool) {
	args, ok := conditional(v)
	if !ok {
		d, err := c.with(at, v)
		if err != nil {
			return typed.Value{}, false
		}
		out, err := d.run()
		return out, err == nil // a conditional can't be told apart from a faulty call
	}
	then, ok := c.branch(at, args[1])
	if !ok {
		return then, false
	}
	els, ok := c.branch(at, args[2])
	if !ok {
		return els, false
	}
	t := then.T
	if !t.Equals(els.T) {
		t = cty.DynamicPseudoType
	}
	return typed.Value{V: value.NewIf(args[0], then.V, els.V, c.origin()), T: t}, true
}

func conditional(v value.Value) ([]value.Value, bool) {
	args, ok := value.AsCall(v, "if")
	return args, ok && len(args) == 3
}

// choices are the values that v can take, if they can be listed and all are
// known: the members of a domain, also where it stands within a text.
func choices(v value.Value) []value.Value {
	switch v := v.(type) {
	case value.Unknown:
		one := v.OneOf()
		if len(one) == 0 || len(one) > maxSplit {
			return nil
		}
		for _, o := range one {
			if !value.IsKnown(o) {
				return nil
			}
		}
		return one
	case value.Text:
		at := -1
		for i, p := range v.Pieces() {
			if p.Hole != nil {
				if at >= 0 {
					return nil
				}
				at = i
			}
		}
		var out []value.Value
		for _, one := range choices(v.Pieces()[at].Hole) {
			s, err := typed.Convert(typed.Of(one), cty.String, source.Range{})
			str, ok := s.V.(value.String)
			if err != nil || !ok {
				return nil
			}
			text := ""
			for i, p := range v.Pieces() {
				if i == at {
					text += str.String()
				} else {
					text += p.Lit
				}
			}
			out = append(out, value.NewString(text, v.Origin()))
		}
		return out
	}
	return nil
}

// image gives an unknown result the domain that its one unknown argument's
// domain leads to. The canonical form stays the call; if all members lead to
// the same value, that is the result.
func (c *call) image(v typed.Value) typed.Value {
	u, ok := v.V.(value.Unknown)
	if !ok || u.OneOf() != nil && u.Type() != value.TypeBool {
		return v
	}
	at := -1
	for i, a := range c.args {
		if !value.IsKnown(a.V) {
			if at >= 0 {
				return v
			}
			at = i
		}
	}
	if at < 0 {
		return v
	}
	var images []value.Value
	var t cty.Type
	for _, one := range choices(c.args[at].V) {
		if one.Kind() == value.KindNull && !c.param(at).nullable {
			continue
		}
		d, err := c.with(at, one)
		if err != nil {
			continue
		}
		out, err := d.run()
		if err != nil {
			if _, limit := err.(limitError); limit {
				return v
			}
			continue // a deployment with this value fails
		}
		if !value.IsKnown(out.V) {
			return v
		}
		if len(images) > 0 && !t.Equals(out.T) {
			return v
		}
		t = out.T
		images = append(images, out.V)
	}
	images = distinctValues(images)
	switch len(images) {
	case 0:
		return v
	case 1:
		r := value.WithOrigin(images[0], c.origin())
		if u.Secret() {
			r = value.AsSecret(r)
		}
		return typed.Value{V: r, T: t}
	}
	return typed.Value{T: t, V: value.NewUnknown(value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Type: u.Type(),
		Domain: &value.Domain{OneOf: images}, Hint: u.Hint(), Secret: u.Secret(), Origin: u.Origin()})}
}
