package fn

import (
	"strings"

	"moat/analyzer/value"
)

// logicRows are conditions, and what decides by them.
func logicRows() []*Row {
	constant := func(name string, typ value.Type, make func(*value.Origin) value.Value) *Row {
		return &Row{Name: name, In: ARM, Result: typ, Eval: func(c *Call) (value.Value, *Fault) { return make(c.Origin()), nil }}
	}
	return []*Row{
		{Name: "if", Min: 3, Max: 3, In: ARM, Lazy: true, Partial: true, Eval: choose},
		{Name: "and", Min: 2, Max: -1, In: ARM, Result: value.TypeBool, Lazy: true, Partial: true, Eval: func(c *Call) (value.Value, *Fault) {
			return connect(c, false, value.NewAnd)
		}},
		{Name: "or", Min: 2, Max: -1, In: ARM, Result: value.TypeBool, Lazy: true, Partial: true, Eval: func(c *Call) (value.Value, *Fault) {
			return connect(c, true, value.NewOr)
		}},
		{Name: "not", Min: 1, Max: 1, In: ARM, Result: value.TypeBool, Partial: true, Whole: true, Eval: plain(negate)},
		{Name: "coalesce", Min: 1, Max: -1, In: ARM, Lazy: true, Partial: true, Eval: coalesce},
		{Name: "bool", Min: 1, Max: 1, In: Everywhere, Result: value.TypeBool, Partial: true, Eval: plain(toBool)},
		constant("true", value.TypeBool, func(o *value.Origin) value.Value { return value.NewBool(true, o) }),
		constant("false", value.TypeBool, func(o *value.Origin) value.Value { return value.NewBool(false, o) }),
		constant("null", value.TypeNull, func(o *value.Origin) value.Value { return value.NewNull(o) }),
		{Name: "fail", Min: 1, Max: 1, In: Bicep | ARM, Eval: plain(fail)},
	}
}

// plainArg evaluates argument i of a lazy function.
func (c *Call) plainArg(i int) (value.Value, *Fault) {
	if c.Args[i].Force == nil {
		return nil, Faultf("%s() takes no lambda", c.Row.Name)
	}
	return c.Args[i].Force(), nil
}

func choose(c *Call) (value.Value, *Fault) {
	cond, fault := c.plainArg(0)
	if fault != nil {
		return nil, fault
	}
	if !can(cond, value.TypeBool) {
		return nil, c.wrong(0, cond, "a boolean")
	}
	if b, ok := cond.(value.Bool); ok {
		i := 2
		if b.Bool() {
			i = 1
		}
		v, fault := c.plainArg(i)
		if fault != nil {
			return nil, fault
		}
		return c.taint(v, []value.Value{cond}), nil
	}
	then, fault := c.plainArg(1)
	if fault != nil {
		return nil, fault
	}
	els, fault := c.plainArg(2)
	if fault != nil {
		return nil, fault
	}
	return value.NewIf(cond, then, els, c.Origin(cond, then, els)), nil
}

// connect evaluates operands until one decides: what stands behind a known
// decider is never looked at, as in a deployment.
func connect(c *Call, decider bool, join func(*value.Origin, ...value.Value) value.Value) (value.Value, *Fault) {
	var seen []value.Value
	for i := range c.Args {
		v, fault := c.plainArg(i)
		if fault != nil {
			return nil, fault
		}
		if !can(v, value.TypeBool) {
			return nil, c.wrong(i, v, "a boolean")
		}
		seen = append(seen, v)
		if b, ok := v.(value.Bool); ok && b.Bool() == decider {
			break
		}
	}
	return join(c.Origin(seen...), seen...), nil
}

func negate(c *Call, args []value.Value) (value.Value, *Fault) {
	if !can(args[0], value.TypeBool) {
		return nil, c.wrong(0, args[0], "a boolean")
	}
	return value.NewNot(args[0], c.Origin(args...)), nil
}

// coalesce is the first value that isn't null. Values that may be null keep
// the later ones in play.
func coalesce(c *Call) (value.Value, *Fault) {
	var open []value.Value
	for i := range c.Args {
		v, fault := c.plainArg(i)
		if fault != nil {
			return nil, fault
		}
		if _, null := v.(value.Null); null {
			continue
		}
		if args, ok := value.AsCall(v, "coalesce"); ok {
			open = append(open, args...)
		} else {
			open = append(open, v)
		}
		if surelyNotNull(open[len(open)-1]) {
			break
		}
	}
	switch len(open) {
	case 0:
		return value.NewNull(c.Origin()), nil
	case 1:
		return open[0], nil
	}
	if v := coalesceBranches(c, open); v != nil {
		return v, nil
	}
	typ := value.TypeOf(open[0])
	for _, v := range open {
		if value.TypeOf(v) != typ {
			typ = value.TypeAny
		}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("coalesce", open...), Why: value.Whys(open...), Type: typ,
		Domain: coalesceDomain(open), Secret: anySecret(open), Origin: c.Origin(open...)}), nil
}

// coalesceBranches turns coalesce(if(c, null, a), b) into if(c, b, a), where
// each branch is surely null or surely not.
func coalesceBranches(c *Call, open []value.Value) value.Value {
	args, ok := conditional(open[0])
	if !ok || len(open) != 2 || !surelyNotNull(open[1]) {
		return nil
	}
	var branches [2]value.Value
	for i, b := range args[1:] {
		switch _, null := b.(value.Null); {
		case null:
			branches[i] = open[1]
		case surelyNotNull(b):
			branches[i] = b
		default:
			return nil
		}
	}
	return value.NewIf(args[0], branches[0], branches[1], c.Origin(open...))
}

// coalesceDomain are the values that a coalesce can take, where all operands'
// values can be listed.
func coalesceDomain(open []value.Value) *value.Domain {
	var d value.Domain
	for i, v := range open {
		cs := value.Candidates(v)
		if cs == nil || len(d.OneOf)+len(cs) > maxSplit {
			return nil
		}
		for _, one := range cs {
			if _, null := one.(value.Null); !null || i == len(open)-1 {
				d.OneOf = append(d.OneOf, one)
			}
		}
	}
	return &d
}

// surelyNotNull says that v is null in no deployment.
func surelyNotNull(v value.Value) bool {
	switch v := v.(type) {
	case value.Null:
		return false
	case value.Unknown:
		if args, ok := conditional(v); ok {
			return surelyNotNull(args[1]) && surelyNotNull(args[2])
		}
		return v.Type() != value.TypeAny && v.Type() != value.TypeNull
	}
	return true
}

func toBool(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.Bool:
		return v, nil
	case value.Int:
		return c.boolean(v.Int() != 0, args...), nil
	case value.String:
		switch strings.ToLower(strings.TrimSpace(v.String())) {
		case "true", "1":
			return c.boolean(true, args...), nil
		case "false", "0":
			return c.boolean(false, args...), nil
		}
		return nil, Faultf("the text %q given to bool() is neither 'true' nor 'false'", maskedClip(v))
	case value.Unknown:
		if v.Type() == value.TypeBool {
			return v, nil
		}
	}
	if !can(args[0], value.TypeString, value.TypeInt, value.TypeBool) {
		return nil, c.wrong(0, args[0], "a string, an integer or a boolean")
	}
	return c.Unknown(args...), nil
}

func fail(c *Call, args []value.Value) (value.Value, *Fault) {
	s, fault := c.stringArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	if args[0].Secret() {
		s = "•••"
	}
	return nil, Faultf("the template calls fail(): %s", clip(s))
}
