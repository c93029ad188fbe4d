package template

import (
	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// symbol evaluates a symbolic name: a resource or module, or the array of all
// of a loop's.
func (in *instance) symbol(c *evalContext, name string, at source.Range) value.Value {
	if d, ok := in.resDecl[in.fold(name)]; ok {
		loop := loopOf(d)
		if loop == nil {
			return in.handleFor(d, nil).ref(at)
		}
		if d.Loop == nil { // nested in a loop's resource, mentioned from inside
			if it := c.runOf(in, loop); it != nil {
				return in.handleFor(d, it).ref(at)
			}
		}
		var items, loose []value.Value
		its := in.loopRuns(loop)
		for i := range its {
			ref := value.Value(in.handleFor(d, &its[i]).ref(at))
			if its[i].some || its[i].cond != nil || loose != nil {
				loose = append(loose, ref)
			} else {
				items = append(items, ref)
			}
		}
		return in.collection(name, items, loose, its, at)
	}
	if d, ok := in.modDecl[in.fold(name)]; ok {
		if d.Loop == nil {
			return in.callFor(d, nil).ref(at)
		}
		var items, loose []value.Value
		its := in.loopRuns(d.Loop)
		for i := range its {
			ref := value.Value(in.callFor(d, &its[i]).ref(at))
			if its[i].some || its[i].cond != nil || loose != nil {
				loose = append(loose, ref)
			} else {
				items = append(items, ref)
			}
		}
		return in.collection(name, items, loose, its, at)
	}
	in.run.problem(diag.Binding, at, "there is no resource or module %q", name)
	return in.typeError(name, at)
}

func (in *instance) collection(name string, items, loose []value.Value, its []iteration, at source.Range) value.Value {
	if loose == nil {
		return value.NewArray(items, value.Literal(at))
	}
	why := []value.Why{{Reason: value.ReasonLoop, Name: name, At: at}}
	for _, it := range its {
		if it.some {
			if w := value.WhyOf(it.count); w != nil {
				why = w
			}
		}
	}
	return value.NewOpenArray(items, loose, value.SymCall("references", value.NewString(name, nil)), why, value.Literal(at))
}

// runOf is the run of a loop that c stands in; nil if it stands in none.
func (c *evalContext) runOf(in *instance, loop *Loop) *iteration {
	its := in.runs[loop]
	for i := range its {
		v, ok := c.env.find(loop.Item, false)
		if loop.Item == "" {
			v, ok = c.env.find(copyName(loop.Name), false)
		}
		want := its[i].item
		if want == nil {
			want = its[i].i
		}
		if ok && want != nil && v.Key() == want.Key() {
			return &its[i]
		}
	}
	return nil
}

// symbolAt evaluates coll[i] for a looped resource or module. The item that
// the loop would have there takes part in the names, whatever i is.
func (in *instance) symbolAt(c *evalContext, n *expression.Name, e *expression.Index) (value.Value, bool) {
	res, isRes := in.resDecl[in.fold(n.Name)]
	mod, isMod := in.modDecl[in.fold(n.Name)]
	var loop *Loop
	switch {
	case isRes:
		loop = loopOf(res)
	case isMod:
		loop = mod.Loop
	}
	if loop == nil {
		return nil, false
	}
	i := in.eval(c, e.Index)
	it := in.runAt(c, loop, i, e)
	if it == nil {
		return value.NewNull(value.Computed(e.At, "[]", i)), true
	}
	if isRes {
		return in.handleFor(res, it).ref(e.At), true
	}
	return in.callFor(mod, it).ref(e.At), true
}

// runAt is the run of a loop with index i: one made up for the purpose if the
// index isn't known, or there is none. Nil if there is none and the access is
// safe.
func (in *instance) runAt(c *evalContext, loop *Loop, i value.Value, e *expression.Index) *iteration {
	its := in.loopRuns(loop)
	certain := true
	for k := range its {
		certain = certain && !its[k].some && its[k].cond == nil
		if its[k].i.Key() == i.Key() && (its[k].cond == nil || its[k].some) {
			return &its[k]
		}
	}
	if n, ok := i.(value.Int); ok && certain && (n.Int() < 0 || n.Int() >= int64(len(its))) {
		if e.Safe {
			return nil
		}
		in.fault(c.excused(i), e.At, "the loop has %d runs, and none with index %d", len(its), n.Int())
	}
	// An index that can't be matched with a run: the name that the resource
	// would have for it.
	key := i.Key()
	if it, ok := in.looked[lookedKey{loop, key}]; ok {
		return it
	}
	it := &iteration{i: i, some: true, count: value.NewInt(int64(len(its)), nil)}
	if loop.In != nil {
		inner := *in.base()
		inner.maybe = true
		it.item, _ = in.index(&inner, in.eval(&inner, loop.In), i, e.At, false, false)
	}
	in.looked[lookedKey{loop, key}] = it
	return it
}

type lookedKey struct {
	loop *Loop
	key  value.Key
}
