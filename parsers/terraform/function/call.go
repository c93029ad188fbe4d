package function

import (
	"errors"
	"fmt"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// Bounds of what one call builds and looks at. maxSize is that of all arguments
// together, as typed.MaxSize counts.
const (
	maxString = 4 << 20
	maxItems  = 100_000
	maxSize   = typed.MaxSize
	maxSplit  = 16
)

// call is one call of a function; args have been converted to the types of the
// parameters once run has begun.
type call struct {
	f    *Func
	env  *Env
	args []typed.Value
	sym  *value.Sym // the canonical form, where the row's isn't it
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
		var own typed.Value
		if c.f.structural {
			var err error
			if own, err = c.f.partial(c); err != nil {
				return own, err
			}
		}
		v, err := c.compute()
		if err == nil && !v.T.IsPrimitiveType() && c.untyped() {
			v.T = cty.DynamicPseudoType
		}
		if err != nil || !c.f.structural {
			return v, err
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

// untyped says whether the type of an array or object in the arguments isn't
// known, so that of the result isn't either.
func (c *call) untyped() bool { return slices.ContainsFunc(c.args, untyped) }

func untyped(v typed.Value) bool {
	if !v.T.HasDynamicTypes() {
		return false
	}
	switch x := v.V.(type) {
	case value.Array:
		items, _ := v.Items()
		return v.T == cty.DynamicPseudoType || slices.ContainsFunc(items, untyped)
	case value.Object:
		return v.T == cty.DynamicPseudoType || slices.ContainsFunc(x.Members(), func(m value.Member) bool { return untyped(v.Member(m)) })
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
	isArg := errors.As(err, &arg) && arg.Index < len(c.args)
	switch {
	case isArg && c.secret():
		return c.wrong(arg.Index, "it isn't what the function takes")
	case c.secret():
		return fmt.Errorf("%s: its arguments aren't what the function takes", c.f.Name)
	case isArg:
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
	if c.sym != nil {
		s.Sym = c.sym
	} else if c.f.sym != nil {
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
