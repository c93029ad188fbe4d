package fn

import (
	"cmp"
	"slices"
	"unicode/utf16"

	"moat/analyzer/value"
)

// compareRows are the comparisons.
func compareRows() []*Row {
	order := func(name string, holds func(int) bool) *Row {
		return &Row{Name: name, Min: 2, Max: 2, In: ARM, Result: value.TypeBool, Partial: true, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			return compare(c, args, holds)
		})}
	}
	return []*Row{
		{Name: "equals", Min: 2, Max: 2, In: ARM, Result: value.TypeBool, Partial: true, Eval: plain(equals)},
		order("less", func(n int) bool { return n < 0 }),
		order("lessOrEquals", func(n int) bool { return n <= 0 }),
		order("greater", func(n int) bool { return n > 0 }),
		order("greaterOrEquals", func(n int) bool { return n >= 0 }),
	}
}

func equals(c *Call, args []value.Value) (value.Value, *Fault) {
	if t := value.Equal(args[0], args[1]); t != value.Maybe {
		return c.boolean(t == value.Yes, args...), nil
	}
	// x == true is x, and x == false is not x, for a boolean x.
	for i, a := range args {
		if b, ok := a.(value.Bool); ok && value.TypeOf(args[1-i]) == value.TypeBool {
			if b.Bool() {
				return args[1-i], nil
			}
			return value.NewNot(args[1-i], c.Origin(args...)), nil
		}
	}
	return c.Unknown(args...), nil
}

func compare(c *Call, args []value.Value, holds func(int) bool) (value.Value, *Fault) {
	for i, a := range args {
		if !can(a, value.TypeInt, value.TypeString) && a.Kind() != value.KindFloat {
			return nil, c.wrong(i, a, "an integer or a string")
		}
	}
	if allKnown(args) {
		n, ok := order(args[0], args[1])
		if !ok {
			return nil, Faultf("%s() is given %s and %s; it compares two integers or two strings", c.Row.Name, describe(args[0]), describe(args[1]))
		}
		return c.boolean(holds(n), args...), nil
	}
	if t := compareBounds(args, holds); t != value.Maybe {
		return c.boolean(t == value.Yes, args...), nil
	}
	return c.Unknown(args...), nil
}

// order compares two numbers, or two strings by UTF-16 code unit.
func order(a, b value.Value) (int, bool) {
	if as, ok := a.(value.String); ok {
		bs, ok := b.(value.String)
		if !ok {
			return 0, false
		}
		return slices.Compare(utf16.Encode([]rune(as.String())), utf16.Encode([]rune(bs.String()))), true
	}
	ai, aInt := a.(value.Int)
	bi, bInt := b.(value.Int)
	if aInt && bInt {
		return cmp.Compare(ai.Int(), bi.Int()), true
	}
	af, ok1 := number(a)
	bf, ok2 := number(b)
	return cmp.Compare(af, bf), ok1 && ok2
}

func number(v value.Value) (float64, bool) {
	switch v := v.(type) {
	case value.Int:
		return float64(v.Int()), true
	case value.Float:
		return v.Float(), true
	}
	return 0, false
}

// compareBounds decides by what is known of the range of an unknown integer,
// such as a length.
func compareBounds(args []value.Value, holds func(int) bool) value.Tri {
	alo, ahi, ok1 := bounds(args[0])
	blo, bhi, ok2 := bounds(args[1])
	if !ok1 || !ok2 {
		return value.Maybe
	}
	// The comparison is monotone, so the two extremes decide.
	least, most := -1, 1
	if alo != nil && bhi != nil {
		least = cmp.Compare(*alo, *bhi)
	}
	if ahi != nil && blo != nil {
		most = cmp.Compare(*ahi, *blo)
	}
	for n := least; n <= most; n++ {
		if holds(n) != holds(least) {
			return value.Maybe
		}
	}
	return value.TriOf(holds(least))
}

func bounds(v value.Value) (lo, hi *int64, ok bool) {
	switch v := v.(type) {
	case value.Int:
		n := v.Int()
		return &n, &n, true
	case value.Unknown:
		if d := v.Domain(); d != nil && v.Type() == value.TypeInt {
			return d.MinValue, d.MaxValue, d.MinValue != nil || d.MaxValue != nil
		}
	}
	return nil, nil, false
}
