package function

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// coalesce is Terraform's own: the empty string counts as nothing too.
func coalesce(c *call) (typed.Value, error) {
	var rest []typed.Value
	t, settled := cty.DynamicPseudoType, true
	var types []cty.Type
	for _, a := range c.args {
		settled = settled && (a.IsNull() || a.T != cty.DynamicPseudoType)
		types = append(types, a.T)
	}
	if settled {
		var ok bool
		if t, ok = typed.Unify(types...); !ok {
			return typed.Value{}, fmt.Errorf("coalesce: its arguments have no type in common")
		}
	}
	for i, a := range c.args {
		if a.IsNull() {
			continue
		}
		v, err := typed.Convert(a, t, c.env.At)
		if err != nil {
			return typed.Value{}, c.wrong(i, "%s", err)
		}
		if s, ok := v.V.(value.String); ok && s.String() == "" {
			continue
		}
		if !settled {
			v = typed.EitherWay(v, c.spec("").Why)
		}
		rest = append(rest, v)
		if !isHole(v.V) && (v.V.Kind() != value.KindText || nonEmpty(v.V)) || isHole(v.V) && value.TypeOf(v.V) != value.TypeAny && (value.TypeOf(v.V) != value.TypeString || nonEmpty(v.V)) {
			break
		}
	}
	switch len(rest) {
	case 0:
		return typed.Value{}, fmt.Errorf("coalesce: all arguments are null or empty strings")
	case 1:
		return rest[0], nil // it, or the call has no value
	}
	d := *c
	d.args = rest
	return d.oneOf(rest), nil
}

func coalesceList(c *call) (typed.Value, error) {
	for i, a := range c.args {
		s, ok := seqOf(a)
		if !ok || a.T.IsSetType() {
			return typed.Value{}, c.wrong(i, "it must be a list or a tuple")
		}
		if len(s.items) > 0 {
			return a, nil
		}
		if s.open {
			if i == len(c.args)-1 {
				return a, nil
			}
			d := *c
			d.args = c.args[i:]
			return d.unknown(""), nil
		}
	}
	return typed.Value{}, fmt.Errorf("coalescelist: all arguments are empty")
}

func one(c *call) (typed.Value, error) {
	a := c.args[0]
	s, ok := seqOf(a)
	if !ok {
		return typed.Value{}, c.wrong(0, "it must be a list, a tuple or a set")
	}
	switch {
	case len(s.items) > 1:
		return typed.Value{}, c.wrong(0, "it has %d elements, where at most one is allowed", len(s.items))
	case s.open && len(s.items) == 1:
		return s.items[0], nil
	case s.open:
		return c.unknownOf(elementType(a.T), ""), nil
	case len(s.items) == 1:
		return s.items[0], nil
	}
	return typed.Value{V: value.NewNull(c.origin()), T: elementType(a.T)}, nil
}

func allTrue(c *call) (typed.Value, error) { return c.connect(false, value.NewAnd) }
func anyTrue(c *call) (typed.Value, error) { return c.connect(true, value.NewOr) }

// connect is alltrue or anytrue; null counts as false.
func (c *call) connect(decider bool, f func(*value.Origin, ...value.Value) value.Value) (typed.Value, error) {
	s, ok := seqOf(c.args[0])
	if !ok {
		return c.unknown(""), nil
	}
	vs := make([]value.Value, 0, len(s.items))
	for _, it := range s.items {
		switch {
		case it.IsNull():
			vs = append(vs, value.NewBool(false, it.V.Origin()))
		case value.TypeOf(it.V) != value.TypeBool:
			vs = append(vs, value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("coalesce", it.V, value.NewBool(false, nil)), Why: value.Whys(it.V),
				Type: value.TypeBool, Secret: it.V.Secret(), Origin: it.V.Origin(),
				Domain: &value.Domain{OneOf: []value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}}}))
		default:
			vs = append(vs, it.V)
		}
	}
	v := f(c.origin(), vs...)
	b, known := v.(value.Bool)
	if s.open && !(known && b.Bool() == decider) {
		return c.unknown(""), nil
	}
	if c.secret() {
		v = value.AsSecret(v)
	}
	return typed.Value{V: v, T: cty.Bool}, nil
}

func matchKeys(c *call) (typed.Value, error) {
	t := c.args[0].T
	vs, ok1 := seqOf(c.args[0])
	keys, ok2 := seqOf(c.args[1])
	search, ok3 := seqOf(c.args[2])
	if !ok1 || !ok2 || !ok3 || vs.open || keys.open || vs.unordered || keys.unordered {
		return c.unknownOf(t, ""), nil
	}
	if len(vs.items) != len(keys.items) {
		return typed.Value{}, c.wrong(1, "it has %s, where the list of values has %d; they must be of one length", plural(len(keys.items), "element"), len(vs.items))
	}
	common, ok := typed.Unify(c.args[1].T, c.args[2].T)
	if !ok {
		return typed.Value{}, c.wrong(2, "its elements have no type in common with the keys")
	}
	if len(keys.items)*(len(search.items)+len(search.loose)) > maxSize*10 {
		return typed.Value{}, limitError{}
	}
	for i, s := range [...]*seq{&keys, &search} {
		if anyVague(c.args[1:]) {
			*s = c.either(*s)
			continue
		}
		v, err := typed.Convert(c.args[i+1], common, c.env.At)
		if err != nil {
			return typed.Value{}, c.wrong(i+1, "%s", err)
		}
		*s, _ = seqOf(v)
	}
	var out seq
	for i, k := range keys.items {
		has := search.has(k)
		if search.open && has == value.No {
			has = value.Maybe
		}
		switch has {
		case value.Yes:
			out.add(vs.items[i])
		case value.Maybe:
			out.maybe(vs.items[i], c.spec("").Why)
		}
	}
	v, err := c.array(out, t)
	if err == nil && (value.HasSecret(c.args[1].V) || value.HasSecret(c.args[2].V)) {
		v.V = value.AsSecret(v.V)
	}
	return v, err
}
