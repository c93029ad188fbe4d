package template

import (
	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// iteration is one run of a loop.
type iteration struct {
	index int         // among the certain ones; of a representative, the number of those before it
	i     value.Value // the index as the template sees it
	item  value.Value // nil for ARM's counted loops
	cond  value.Value // under which this iteration takes place; nil for always
	count value.Value
	// some marks a representative of zero or more iterations.
	some bool
}

// iterations lists the runs of a loop: one each over what is known, and one
// representative for what is not.
func (in *instance) iterations(c *evalContext, coll, count expression.Expr, at source.Range) []iteration {
	if coll == nil {
		return in.counted(c, in.eval(c, count), at)
	}
	return in.over(c, in.eval(c, coll), at, 0)
}

func (in *instance) counted(c *evalContext, count value.Value, at source.Range) []iteration {
	if n, ok := count.(value.Int); ok {
		if n.Int() < 0 {
			in.fault(c, at, "a loop can't run %d times", n.Int())
			return nil
		}
		if !in.mayLoop(n.Int(), at) {
			return []iteration{in.representative(c, nil, value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("copyIndex", count), Type: value.TypeInt, Why: []value.Why{{Reason: value.ReasonLimit, At: at}},
			}))}
		}
		out := make([]iteration, n.Int())
		for i := range out {
			out[i] = iteration{index: i, i: value.NewInt(int64(i), nil), count: count}
		}
		return out
	}
	if count.Kind() != value.KindUnknown {
		in.fault(c, at, "the number of iterations must be a whole number, not %s", describe(count))
		count = in.typeError("copy", at)
	}
	return []iteration{in.representative(c, nil, count)}
}

// mayLoop says whether a loop of n runs stays within bounds.
func (in *instance) mayLoop(n int64, at source.Range) bool {
	if n <= maxLoop && in.run.items+int(n) <= maxItems {
		in.run.items += int(n)
		return true
	}
	in.run.problem(diag.Limit, at, "this loop runs %d times, more than Moat follows; one representative stands for all", n)
	return false
}

func (in *instance) over(c *evalContext, coll value.Value, at source.Range, depth int) []iteration {
	switch v := coll.(type) {
	case value.Array:
		return in.overArray(c, v, at)
	case value.Null:
		return nil
	case value.Unknown:
		args, ok := value.AsCall(v, "if")
		if ok && len(args) == 3 && depth < 4 && isList(args[1]) && isList(args[2]) {
			out := withCondition(in.over(c, args[1], at, depth+1), args[0])
			return append(out, withCondition(in.over(c, args[2], at, depth+1), value.NewNot(args[0], nil))...)
		}
		return []iteration{in.representative(c, v, in.lengthOf(v, at))}
	}
	in.fault(c, at, "a loop runs over an array, not over %s", describe(coll))
	return []iteration{in.representative(c, in.typeError("for", at), in.typeError("for", at))}
}

func isList(v value.Value) bool {
	k := v.Kind()
	if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 {
		return isList(args[1]) && isList(args[2])
	}
	return k == value.KindArray || k == value.KindNull
}

func withCondition(its []iteration, cond value.Value) []iteration {
	for i := range its {
		if its[i].cond == nil {
			its[i].cond = cond
		} else {
			its[i].cond = value.NewAnd(nil, cond, its[i].cond)
		}
	}
	return its
}

func (in *instance) overArray(c *evalContext, v value.Array, at source.Range) []iteration {
	count := in.lengthOf(v, at)
	if !in.mayLoop(int64(len(v.Items())), at) {
		return []iteration{in.representative(c, v, count)}
	}
	out := make([]iteration, 0, len(v.Items())+1)
	for i, item := range v.Items() {
		if v.Secret() {
			item = value.AsSecret(item)
		}
		out = append(out, iteration{index: i, i: value.NewInt(int64(i), nil), item: item, count: count})
	}
	if v.Open() {
		rep := in.representative(c, v, count)
		rep.index = len(v.Items())
		if u, ok := rep.item.(value.Unknown); ok && len(v.Loose()) > 0 {
			rep.item = withLoose(u, v.Loose())
		}
		out = append(out, rep)
	}
	return out
}

// withLoose gives the item of a representative the values it may have.
func withLoose(u value.Unknown, loose []value.Value) value.Value {
	spec := value.UnknownSpec{Sym: u.Sym(), Why: u.Why(), Secret: u.Secret(), Origin: u.Origin(), Hint: loose[0]}
	return value.NewUnknown(spec)
}

// lengthOf is how many elements a collection has.
func (in *instance) lengthOf(v value.Value, at source.Range) value.Value {
	if a, ok := v.(value.Array); ok && !a.Open() {
		return value.NewInt(int64(len(a.Items())), nil)
	}
	why := value.WhyOf(v)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonLoop, At: at}}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("length", v), Type: value.TypeInt, Why: why, Secret: v.Secret()})
}

// representative stands for an unknown number of runs. Its index is told apart
// by the collection and the depth of nesting, never by the loop's own name, so
// that two loops over the same unknown collection make the same names.
func (in *instance) representative(c *evalContext, coll, count value.Value) iteration {
	why := value.WhyOf(count)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonLoop}}
	}
	i := value.NewUnknown(value.UnknownSpec{
		Sym: value.SymLoopIndex(count, c.loops), Type: value.TypeInt, Why: why,
	})
	it := iteration{i: i, count: count, some: true}
	if coll != nil {
		inner := *c
		inner.maybe = true
		it.item, _ = in.index(&inner, coll, i, source.Range{}, false, false)
	}
	return it
}

// in returns c inside one run of a loop.
func (c *evalContext) iteration(it iteration, item, index, copyLoop string, counted, resourceLoop bool) *evalContext {
	n := *c
	if counted {
		n = *n.bind(copyName(copyLoop), it.i)
		if resourceLoop {
			n = *n.bind(copyDefault, it.i)
		}
	} else {
		n = *n.bind(item, it.item)
		n = *n.bind(index, it.i)
	}
	n.loops++
	if it.some || it.cond != nil {
		n.maybe = true
	}
	if it.cond != nil {
		n = *n.given(it.cond)
	}
	return &n
}

func (it iteration) loop() *graph.Loop {
	return &graph.Loop{Index: it.index, Count: it.count, Unknown: it.some}
}

// comprehension evaluates a loop that yields an array.
func (in *instance) comprehension(c *evalContext, e *expression.For) value.Value {
	its := in.iterations(c, e.In, e.Count, e.At)
	counted := e.In == nil
	var items, loose []value.Value
	open := false
	for _, it := range its {
		v := in.eval(c.iteration(it, e.Item, e.Index, e.Name, counted, e.Name == ""), e.Body)
		switch {
		case it.some || it.cond != nil && it.cond.Kind() != value.KindBool:
			open = true
			loose = append(loose, v)
		case open:
			loose = append(loose, v)
		default:
			items = append(items, v)
		}
		if in.run.stopped {
			break
		}
	}
	origin := value.Literal(e.At)
	if !open {
		return value.NewArray(items, origin)
	}
	// The canonical form tells the collection and what each element becomes.
	parts := make([]value.Value, 0, 2*len(its))
	var why []value.Why
	for _, it := range its {
		if it.some || it.cond != nil {
			parts = append(parts, it.count)
			if why == nil {
				why = value.WhyOf(it.count)
			}
			if it.cond != nil {
				parts = append(parts, it.cond)
				if why == nil {
					why = value.WhyOf(it.cond)
				}
			}
		}
	}
	parts = append(parts, value.NewArray(items, nil), value.NewArray(loose, nil))
	if why == nil {
		why = []value.Why{{Reason: value.ReasonLoop, At: e.At}}
	}
	return value.NewOpenArray(items, loose, value.SymCall("copy", parts...), why, origin)
}
