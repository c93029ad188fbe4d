package fn

import (
	"math"
	"math/bits"
	"strconv"
	"strings"

	"moat/analyzer/value"
)

// numberRows are arithmetic and conversions.
func numberRows() []*Row {
	arithmetic := func(name string, op func(a, b int64) (int64, string)) *Row {
		return &Row{Name: name, Min: 2, Max: 2, In: ARM, Result: value.TypeInt, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			a, fault := c.intArg(args, 0)
			if fault != nil {
				return nil, fault
			}
			b, fault := c.intArg(args, 1)
			if fault != nil {
				return nil, fault
			}
			n, problem := op(a, b)
			if problem != "" {
				return nil, Faultf("%s(%d, %d) %s", name, a, b, problem)
			}
			return c.integer(n, args...), nil
		})}
	}
	return []*Row{
		arithmetic("add", add), arithmetic("sub", sub), arithmetic("mul", mul), arithmetic("div", div), arithmetic("mod", mod),
		{Name: "int", Min: 1, Max: 1, In: Everywhere, Result: value.TypeInt, Partial: true, Eval: plain(toInt)},
		{Name: "float", Min: 1, Max: 1, In: ARM, Eval: plain(toFloat)},
		{Name: "max", Min: 1, Max: -1, In: Everywhere, Result: value.TypeInt, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			return extreme(c, args, func(a, b int64) bool { return a > b })
		})},
		{Name: "min", Min: 1, Max: -1, In: Everywhere, Result: value.TypeInt, Eval: plain(func(c *Call, args []value.Value) (value.Value, *Fault) {
			return extreme(c, args, func(a, b int64) bool { return a < b })
		})},
	}
}

const overflow = "is beyond the range of 64-bit integers"

func add(a, b int64) (int64, string) {
	n := a + b
	if b > 0 && n < a || b < 0 && n > a {
		return 0, overflow
	}
	return n, ""
}

func sub(a, b int64) (int64, string) {
	n := a - b
	if b > 0 && n > a || b < 0 && n < a {
		return 0, overflow
	}
	return n, ""
}

func mul(a, b int64) (int64, string) {
	hi, lo := bits.Mul64(abs(a), abs(b))
	negative := (a < 0) != (b < 0)
	if hi != 0 || !negative && lo > math.MaxInt64 || negative && lo > 1<<63 {
		return 0, overflow
	}
	if negative {
		return -int64(lo), ""
	}
	return int64(lo), ""
}

func abs(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func div(a, b int64) (int64, string) {
	switch {
	case b == 0:
		return 0, "divides by zero"
	case a == math.MinInt64 && b == -1:
		return 0, overflow
	}
	return a / b, ""
}

func mod(a, b int64) (int64, string) {
	switch b {
	case 0:
		return 0, "divides by zero"
	case -1:
		return 0, "" // the machine's division overflows for the smallest integer
	}
	return a % b, ""
}

func toInt(c *Call, args []value.Value) (value.Value, *Fault) {
	switch v := args[0].(type) {
	case value.Int:
		return v, nil
	case value.Float:
		if f := math.Trunc(v.Float()); f >= -1<<63 && f < 1<<63 {
			return c.integer(int64(f), args...), nil
		}
		return nil, Faultf("the number given to int() %s", overflow)
	case value.String:
		n, err := strconv.ParseInt(strings.TrimSpace(v.String()), 10, 64)
		if err != nil {
			return nil, Faultf("the text %q given to int() isn't an integer", maskedClip(v))
		}
		return c.integer(n, args...), nil
	case value.Unknown:
		if v.Type() == value.TypeInt {
			return v, nil
		}
	}
	if !can(args[0], value.TypeString, value.TypeInt) {
		return nil, c.wrong(0, args[0], "a string or an integer")
	}
	return c.Unknown(args...), nil
}

// maskedClip is a text for messages; secrets are not quoted.
func maskedClip(v value.String) string {
	if v.Secret() {
		return "•••"
	}
	return clip(v.String())
}

func toFloat(c *Call, args []value.Value) (value.Value, *Fault) {
	var f float64
	switch v := args[0].(type) {
	case value.Float:
		return v, nil
	case value.Int:
		f = float64(v.Int())
	case value.String:
		n, err := strconv.ParseFloat(strings.TrimSpace(v.String()), 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return nil, Faultf("the text %q given to float() isn't a number", maskedClip(v))
		}
		f = n
	default:
		return nil, c.wrong(0, v, "a string or a number")
	}
	return c.taint(value.NewFloat(f, c.Origin(args...)), args), nil
}

func extreme(c *Call, args []value.Value, better func(a, b int64) bool) (value.Value, *Fault) {
	list := args
	if a, ok := args[0].(value.Array); ok && len(args) == 1 {
		list = a.Items()
	}
	if len(list) == 0 {
		return nil, Faultf("the array given to %s() is empty; it must hold at least one integer", c.Row.Name)
	}
	best, fault := c.intArg(list, 0)
	if fault != nil {
		return nil, fault
	}
	for i := range list {
		n, fault := c.intArg(list, i)
		if fault != nil {
			return nil, fault
		}
		if better(n, best) {
			best = n
		}
	}
	return c.integer(best, args...), nil
}
