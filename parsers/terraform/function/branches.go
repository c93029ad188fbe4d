package function

import (
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

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
	if !ok {
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
