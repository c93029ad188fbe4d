package fn

import (
	"moat/analyzer/value"
)

// arrayRows are the functions that make arrays.
func arrayRows() []*Row {
	return []*Row{
		{Name: "array", Min: 1, Max: 1, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: plain(array)},
		{Name: "createArray", Min: 0, Max: -1, In: ARM, Result: value.TypeArray, Partial: true, Whole: true, Eval: plain(createArray)},
		{Name: "concat", Min: 0, Max: -1, In: Everywhere, Partial: true, Whole: true, Eval: plain(concat)},
		{Name: "flatten", Min: 1, Max: 1, In: Everywhere, Result: value.TypeArray, Partial: true, Whole: true, Eval: plain(flatten)},
		{Name: "range", Min: 2, Max: 2, In: Everywhere, Result: value.TypeArray, Eval: plain(makeRange)},
	}
}

func array(c *Call, args []value.Value) (value.Value, *Fault) {
	switch value.TypeOf(args[0]) {
	case value.TypeArray:
		return args[0], nil
	case value.TypeAny:
		if args[0].Kind() == value.KindUnknown {
			return c.Unknown(args...), nil
		}
	}
	return value.NewArray(args[:1:1], c.Origin(args...)), nil
}

func createArray(c *Call, args []value.Value) (value.Value, *Fault) {
	if fault := c.checkItems(len(args)); fault != nil {
		return nil, fault
	}
	return value.NewArray(args, c.Origin(args...)), nil
}

// concat joins strings or arrays, whichever the arguments are.
func concat(c *Call, args []value.Value) (value.Value, *Fault) {
	var arrays, scalars bool
	for i, a := range args {
		switch t := value.TypeOf(a); {
		case t == value.TypeArray:
			arrays = true
		case t == value.TypeObject:
			return nil, c.wrong(i, a, "an array or a string")
		case t != value.TypeAny || a.Kind() == value.KindFloat:
			scalars = true
		case hasArrayBranch(a):
			arrays = true
		}
	}
	switch {
	case arrays && scalars:
		return nil, Faultf("concat() is given arrays and other values; all its arguments must be arrays, or none")
	case arrays:
		return concatArrays(c, args, args)
	case scalars:
		return concatText(c, args)
	case len(args) == 0:
		return c.str(""), nil
	}
	return c.Unknown(args...), nil
}

// hasArrayBranch says whether a conditional or coalesce is an array in some
// deployment, and so must be in all that succeed.
func hasArrayBranch(v value.Value) bool {
	if args, ok := conditional(v); ok {
		return value.TypeOf(args[1]) == value.TypeArray || value.TypeOf(args[2]) == value.TypeArray
	}
	if args, ok := value.AsCall(v, "coalesce"); ok {
		return value.TypeOf(args[len(args)-1]) == value.TypeArray
	}
	return false
}

// flatten joins the arrays in an array; one level only.
func flatten(c *Call, args []value.Value) (value.Value, *Fault) {
	outer, ok := seqOf(args[0])
	if !ok {
		return nil, c.wrong(0, args[0], "an array of arrays")
	}
	for i, it := range outer.items {
		if !can(it, value.TypeArray) {
			return nil, Faultf("item %d of the array given to flatten() is %s; it must be an array", i, describe(it))
		}
	}
	if !outer.open {
		return concatArrays(c, outer.items, args)
	}
	var s seq
	for _, it := range outer.items {
		if t, ok := seqOf(it); ok {
			s.append(t)
		}
	}
	s.open = true
	for _, it := range outer.loose {
		if t, ok := seqOf(it); ok {
			s.loose = append(append(s.loose, t.items...), t.loose...)
		}
	}
	return s.array(c, value.SymCall("flatten", args...), args)
}

// maxRange is the documented bound of range().
const maxRange = 10000

func makeRange(c *Call, args []value.Value) (value.Value, *Fault) {
	start, fault := c.intArg(args, 0)
	if fault != nil {
		return nil, fault
	}
	count, fault := c.intArg(args, 1)
	if fault != nil {
		return nil, fault
	}
	if count < 0 || count > maxRange {
		return nil, Faultf("range() is asked for %d items; it makes 0 to %d", count, maxRange)
	}
	if start > 2147483647-count || start < -2147483648 {
		return nil, Faultf("range() would go beyond 2147483647")
	}
	if fault := c.checkItems(int(count)); fault != nil {
		return nil, fault
	}
	items := make([]value.Value, count)
	for i := range items {
		items[i] = c.integer(start+int64(i), args...)
	}
	return value.NewArray(items, c.Origin(args...)), nil
}
