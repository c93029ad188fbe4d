package fn

import (
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// lambdaRows are the functions that run a lambda on the items of a collection.
func lambdaRows() []*Row {
	return []*Row{
		{Name: "map", Min: 2, Max: 2, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: mapItems},
		{Name: "filter", Min: 2, Max: 2, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: filter},
		{Name: "reduce", Min: 3, Max: 3, In: Everywhere, Partial: true, Eval: reduce},
		{Name: "sort", Min: 2, Max: 2, In: Everywhere, Result: value.TypeArray, Partial: true, Eval: sortItems},
		{Name: "toObject", Min: 2, Max: 3, In: Everywhere, Result: value.TypeObject, Partial: true, Eval: toObject},
		{Name: "groupBy", Min: 2, Max: 3, In: Everywhere, Result: value.TypeObject, Partial: true, Eval: groupBy},
		{Name: "mapValues", Min: 2, Max: 2, In: Everywhere, Result: value.TypeObject, Partial: true, Eval: mapValues},
	}
}

func (r *Row) takesLambda() bool {
	switch r.Name {
	case "map", "filter", "reduce", "sort", "toObject", "groupBy", "mapValues":
		return true
	}
	return false
}

// lambda checks argument i, a lambda of least to most parameters.
func (c *Call) lambda(i, least, most int) (Arg, *Fault) {
	a := c.Args[i]
	if a.Lambda == nil {
		return a, Faultf("argument %d of %s() must be a lambda", i+1, c.Row.Name)
	}
	if a.Params < least || a.Params > most {
		if least == most {
			return a, Faultf("the lambda given to %s() has %d parameters; it must have %d", c.Row.Name, a.Params, least)
		}
		return a, Faultf("the lambda given to %s() has %d parameters; it must have %d to %d", c.Row.Name, a.Params, least, most)
	}
	return a, nil
}

// collection is argument 0, a list.
func (c *Call) collection() (value.Value, seq, *Fault) {
	if c.Args[0].Force == nil {
		return nil, seq{}, Faultf("argument 1 of %s() is a lambda; it must be an array", c.Row.Name)
	}
	v := c.Value(0)
	s, ok := seqOf(v)
	if !ok {
		return nil, seq{}, c.wrong(0, v, "an array")
	}
	s.fixWhy(c, []value.Value{v})
	return v, s, c.checkItems(s.size())
}

// run runs a lambda on an item, with its index if it declares one.
func run(a Arg, index int, vs ...value.Value) value.Value {
	if a.Params > len(vs) {
		vs = append(vs[:len(vs):len(vs)], value.NewInt(int64(index), nil))
	}
	return a.Lambda(vs...)
}

// canonical is the symbolic form of a lambda, as one argument of a call.
func (c *Call) canonical(a Arg, why []value.Why) value.Value {
	params := make([]value.Value, a.Params)
	for i := range params {
		params[i] = value.NewUnknown(value.UnknownSpec{Sym: value.SymLocal(c.Locals + i), Why: why})
	}
	body := a.Lambda(params...)
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymLambda(a.Params, body), Why: why, Secret: value.HasSecret(body)})
}

// representative is any item of a collection that isn't known, and its index.
func (c *Call) representative(collection value.Value, why []value.Why) (item, index value.Value) {
	if len(why) == 0 {
		why = []value.Why{{Reason: value.ReasonLoop, At: c.At}}
	}
	count := value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("length", collection), Why: why, Type: value.TypeInt})
	zero := int64(0)
	index = value.NewUnknown(value.UnknownSpec{Sym: value.SymLoopIndex(count, c.Loops), Why: why, Type: value.TypeInt, Domain: &value.Domain{MinValue: &zero}})
	item = value.NewUnknown(value.UnknownSpec{Sym: value.SymIndex(collection, index), Why: why,
		Secret: value.HasSecret(collection), Origin: collection.Origin()})
	return item, index
}

// runLoose runs a lambda on what an open list may go on with.
func (c *Call) runLoose(a Arg, collection value.Value, s seq) []value.Value {
	rep, index := c.representative(collection, s.why)
	one := func(v value.Value) value.Value {
		if a.Params > 1 {
			return a.Lambda(v, index)
		}
		return a.Lambda(v)
	}
	var out []value.Value
	for _, it := range s.loose {
		out = append(out, one(it))
	}
	return append(out, one(rep))
}

func mapItems(c *Call) (value.Value, *Fault) {
	coll, s, fault := c.collection()
	if fault != nil {
		return nil, fault
	}
	f, fault := c.lambda(1, 1, 2)
	if fault != nil {
		return nil, fault
	}
	out := seq{open: s.open, why: s.why}
	for i, it := range s.items {
		out.items = append(out.items, run(f, i, it))
	}
	if !s.open {
		return out.array(c, nil, []value.Value{coll})
	}
	out.loose = c.runLoose(f, coll, s)
	return out.array(c, value.SymCall("map", coll, c.canonical(f, s.why)), []value.Value{coll})
}

func filter(c *Call) (value.Value, *Fault) {
	coll, s, fault := c.collection()
	if fault != nil {
		return nil, fault
	}
	f, fault := c.lambda(1, 1, 2)
	if fault != nil {
		return nil, fault
	}
	var out seq
	keep := func(it, test value.Value) *Fault {
		switch t := test.(type) {
		case value.Bool:
			if t.Bool() {
				out.add(it)
			}
		default:
			if !can(test, value.TypeBool) {
				return Faultf("the lambda given to filter() makes %s; it must make a boolean", describe(test))
			}
			out.maybe(it, value.Whys(test))
		}
		return nil
	}
	for i, it := range s.items {
		if fault := keep(it, run(f, i, it)); fault != nil {
			return nil, fault
		}
	}
	if s.open {
		if !out.open {
			out.open, out.why = true, s.why
		}
		_, index := c.representative(coll, s.why)
		for _, it := range s.loose {
			args := []value.Value{it, index}[:f.Params]
			if fault := keep(it, f.Lambda(args...)); fault != nil {
				return nil, fault
			}
		}
	}
	if !out.open {
		return out.array(c, nil, []value.Value{coll})
	}
	out.fixWhy(c, []value.Value{coll})
	return out.array(c, value.SymCall("filter", coll, c.canonical(f, out.why)), []value.Value{coll})
}

func reduce(c *Call) (value.Value, *Fault) {
	coll, s, fault := c.collection()
	if fault != nil {
		return nil, fault
	}
	if c.Args[1].Force == nil {
		return nil, Faultf("argument 2 of reduce() is a lambda; it must be the initial value")
	}
	f, fault := c.lambda(2, 2, 3)
	if fault != nil {
		return nil, fault
	}
	if s.open {
		init := c.Value(1)
		return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("reduce", coll, init, c.canonical(f, s.why)), Why: s.why,
			Secret: anySecret([]value.Value{coll, init}), Origin: c.Origin(coll, init)}), nil
	}
	acc := c.Value(1)
	for i, it := range s.items {
		acc = run(f, i, acc, it)
	}
	return acc, nil
}

// sortItems is a stable merge sort: it ends whatever the lambda answers.
func sortItems(c *Call) (value.Value, *Fault) {
	coll, s, fault := c.collection()
	if fault != nil {
		return nil, fault
	}
	f, fault := c.lambda(1, 2, 2)
	if fault != nil {
		return nil, fault
	}
	var why []value.Why
	if !s.open {
		sorted, doubt, fault := mergeSort(s.items, func(a, b value.Value) (bool, []value.Why, *Fault) {
			test := f.Lambda(a, b)
			if t, ok := test.(value.Bool); ok {
				return t.Bool(), nil, nil
			}
			if !can(test, value.TypeBool) {
				return false, nil, Faultf("the lambda given to sort() makes %s; it must make a boolean", describe(test))
			}
			return false, value.Whys(test), nil
		})
		if fault != nil {
			return nil, fault
		}
		if doubt == nil {
			return value.NewArray(sorted, c.Origin(coll)), nil
		}
		why = doubt
	}
	// The order isn't known, so no item is certain to be the first.
	out := seq{open: true, why: why, loose: append(append([]value.Value{}, s.items...), s.loose...)}
	out.fixWhy(c, []value.Value{coll})
	return out.array(c, value.SymCall("sort", coll, c.canonical(f, out.why)), []value.Value{coll})
}

func mergeSort(vs []value.Value, less func(a, b value.Value) (bool, []value.Why, *Fault)) ([]value.Value, []value.Why, *Fault) {
	if len(vs) < 2 {
		return vs, nil, nil
	}
	a, why, fault := mergeSort(vs[:len(vs)/2], less)
	if why != nil || fault != nil {
		return nil, why, fault
	}
	b, why, fault := mergeSort(vs[len(vs)/2:], less)
	if why != nil || fault != nil {
		return nil, why, fault
	}
	out := make([]value.Value, 0, len(vs))
	for len(a) > 0 && len(b) > 0 {
		// The earlier item stays first unless the later one must precede it.
		swap, why, fault := less(b[0], a[0])
		if why != nil || fault != nil {
			return nil, why, fault
		}
		if swap {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...), nil, nil
}

// keyed runs the key lambda, and the value lambda if there is one, on item it.
func keyed(key Arg, val *Arg, it value.Value) (k, v value.Value) {
	v = it
	if val != nil {
		v = val.Lambda(it)
	}
	return key.Lambda(it), v
}

// keyLambdas are arguments 1 and 2.
func (c *Call) keyLambdas() (key Arg, val *Arg, fault *Fault) {
	key, fault = c.lambda(1, 1, 1)
	if fault != nil {
		return key, nil, fault
	}
	if len(c.Args) > 2 {
		v, fault := c.lambda(2, 1, 1)
		if fault != nil {
			return key, nil, fault
		}
		val = &v
	}
	return key, val, nil
}

// keyName is a key as the name of a property.
func (c *Call) keyName(k value.Value) (value.Value, *Fault) {
	switch {
	case value.TypeOf(k) == value.TypeString:
		return k, nil
	case !can(k, value.TypeString, value.TypeInt, value.TypeBool):
		return nil, Faultf("the lambda given to %s() makes %s as a key; a key must be a string", c.Row.Name, describe(k))
	case value.IsKnown(k):
		s, fault := c.render(k, '\'')
		return value.NewString(s, k.Origin()), fault
	}
	return k, nil
}

// canonicalCall is the symbolic form of a call with a key lambda.
func (c *Call) canonicalCall(coll value.Value, why []value.Why) *value.Sym {
	args := []value.Value{coll}
	for _, a := range c.Args[1:] {
		args = append(args, c.canonical(a, why))
	}
	return value.SymCall(c.Row.Name, args...)
}

func toObject(c *Call) (value.Value, *Fault) {
	coll, s, fault := c.collection()
	if fault != nil {
		return nil, fault
	}
	key, val, fault := c.keyLambdas()
	if fault != nil {
		return nil, fault
	}
	b := newObject()
	for _, it := range s.items {
		k, v := keyed(key, val, it)
		if k, fault = c.keyName(k); fault != nil {
			return nil, fault
		}
		b.set(k, v)
	}
	if !s.open {
		return b.object(c, []value.Value{coll}), nil
	}
	for i := range b.members {
		b.members[i].Maybe = true // a later item may have the same key
	}
	sym := c.canonicalCall(coll, s.why)
	if len(b.members) == 0 {
		return value.NewUnknown(value.UnknownSpec{Sym: sym, Why: s.why, Type: value.TypeObject, Secret: value.HasSecret(coll), Origin: c.Origin(coll)}), nil
	}
	return value.NewOpenObject(b.members, source.Range{}, sym, s.why, c.Origin(coll)), nil
}

func groupBy(c *Call) (value.Value, *Fault) {
	coll, s, fault := c.collection()
	if fault != nil {
		return nil, fault
	}
	key, val, fault := c.keyLambdas()
	if fault != nil {
		return nil, fault
	}
	var order []string
	groups := map[string][]value.Value{}
	why := s.why
	open := s.open
	for _, it := range s.items {
		k, v := keyed(key, val, it)
		if k, fault = c.keyName(k); fault != nil {
			return nil, fault
		}
		name, ok := k.(value.String)
		if !ok {
			open, why = true, value.Whys(k)
			break
		}
		if _, seen := groups[name.String()]; !seen {
			order = append(order, name.String())
		}
		groups[name.String()] = append(groups[name.String()], v)
	}
	if open {
		// Any group may have further items, or be missing.
		return value.NewUnknown(value.UnknownSpec{Sym: c.canonicalCall(coll, why), Why: why, Type: value.TypeObject,
			Secret: value.HasSecret(coll), Origin: c.Origin(coll)}), nil
	}
	b := newObject()
	for _, name := range order {
		b.set(value.NewString(name, nil), value.NewArray(groups[name], c.Origin(coll)))
	}
	return b.object(c, []value.Value{coll}), nil
}

func mapValues(c *Call) (value.Value, *Fault) {
	if c.Args[0].Force == nil {
		return nil, Faultf("argument 1 of mapValues() is a lambda; it must be an object")
	}
	f, fault := c.lambda(1, 1, 1)
	if fault != nil {
		return nil, fault
	}
	coll := c.Value(0)
	o, ok := coll.(value.Object)
	if !ok {
		if !can(coll, value.TypeObject) {
			return nil, c.wrong(0, coll, "an object")
		}
		why := value.WhyOf(coll)
		return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("mapValues", coll, c.canonical(f, why)), Why: why, Type: value.TypeObject,
			Secret: value.HasSecret(coll), Origin: c.Origin(coll)}), nil
	}
	members := make([]value.Member, len(o.Members()))
	for i, m := range o.Members() {
		m.Value = f.Lambda(m.Value)
		m.At = source.Range{} // the written value isn't this one
		members[i] = m
	}
	if !o.Open() || o.Sym() == nil {
		return value.NewObject(members, source.Range{}, c.Origin(coll)), nil
	}
	return value.NewOpenObject(members, source.Range{}, value.SymCall("mapValues", coll, c.canonical(f, o.Why())), o.Why(), c.Origin(coll)), nil
}

// isList says whether a name is one of the functions that resource providers
// define: list and something more.
func isList(name string) bool {
	return len(name) > len("list") && strings.EqualFold(name[:len("list")], "list")
}
