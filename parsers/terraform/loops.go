package terraform

import (
	"cmp"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// iteration is one run of a for expression or of a dynamic block.
type iteration struct {
	key, item typed.Value
	// some marks a representative of zero or more runs.
	some bool
}

// iterations lists what a collection holds: one each of what is known, in
// Terraform's order, and one representative for what isn't. False, with a
// diagnostic, if v is no collection.
func (in *instance) iterations(c *scope, v typed.Value, at source.Range) (its []iteration, count value.Value, ok bool) {
	switch x := v.V.(type) {
	case value.Array:
		count = in.lengthOf(v.V, at)
		if !in.mayLoop(len(x.Items()), at) {
			return []iteration{in.representative(c, v, count)}, count, true
		}
		items, _ := v.Items()
		for i, it := range items {
			it.V = inherit(it.V, x)
			key := typed.Of(value.NewInt(int64(i), nil))
			if v.T.IsSetType() {
				key = it
			}
			its = append(its, iteration{key: key, item: it})
		}
		if x.Open() {
			rep := in.representative(c, v, count)
			if len(x.Loose()) == 1 && len(items) == 0 && x.Loose()[0].Kind() == value.KindRef {
				rep.item = v.Loose(x.Loose()[0])
			} else if u, isU := rep.item.V.(value.Unknown); isU && len(x.Loose()) > 0 {
				rep.item.V = u.WithHint(x.Loose()[0])
			}
			if v.T.IsSetType() {
				rep.key = rep.item
			}
			its = append(its, rep)
		}
		return its, count, true
	case value.Object:
		count = in.lengthOf(v.V, at)
		if !in.mayLoop(len(x.Members()), at) {
			return []iteration{in.representative(c, v, count)}, count, true
		}
		members := slices.Clone(x.Members())
		slices.SortStableFunc(members, func(a, b value.Member) int { return cmp.Compare(a.Key, b.Key) })
		named := false
		for _, m := range members {
			it := v.Member(m)
			it.V = inherit(it.V, x)
			if m.KeyValue != nil {
				named = true
				its = append(its, iteration{key: typed.Value{V: m.KeyValue, T: cty.String}, item: it, some: true})
				continue
			}
			key := typed.Of(value.NewString(m.Key, value.Literal(m.KeyAt)))
			if !m.KeyAt.IsValid() {
				key.V = value.NewString(m.Key, x.Origin())
			}
			key.V = inherit(key.V, x)
			its = append(its, iteration{key: key, item: it})
		}
		if x.Open() && !named {
			rep := in.representative(c, v, count)
			rep.key = typed.Value{T: cty.String, V: value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("tf.key", v.V, rep.key.V), Type: value.TypeString, Why: whyOr(v.V, at), Secret: v.V.Secret(),
			})}
			its = append(its, rep)
		}
		return its, count, true
	case value.Ref:
		return in.iterations(c, in.materialise(x, at), at)
	case value.Unknown:
		if !isFailed(x) && !v.T.IsPrimitiveType() {
			count = in.lengthOf(v.V, at)
			rep := in.representative(c, v, count)
			switch {
			case v.T.IsSetType():
				rep.key = rep.item
			case typed.IsMapping(v.T) || value.TypeOf(x) == value.TypeObject || v.T == cty.DynamicPseudoType:
				rep.key = typed.Value{T: cty.DynamicPseudoType, V: value.NewUnknown(value.UnknownSpec{
					Sym: value.SymCall("tf.key", v.V, rep.key.V), Why: whyOr(v.V, at), Secret: v.V.Secret(),
				})}
				if typed.IsMapping(v.T) {
					rep.key.T = cty.String
				}
			}
			return []iteration{rep}, count, true
		}
	}
	return nil, nil, false
}

// mayLoop says whether a loop of n runs stays within bounds.
func (in *instance) mayLoop(n int, at source.Range) bool {
	r := in.run
	if n <= maxLoop && r.items+n <= maxItems {
		r.items += n
		return true
	}
	r.problem(diag.Limit, at, "this runs %d times, more than Moat follows; one run stands for all", n)
	return false
}

// lengthOf is how many elements a collection has.
func (in *instance) lengthOf(v value.Value, at source.Range) value.Value {
	switch v := v.(type) {
	case value.Array:
		if !v.Open() {
			return value.NewInt(int64(len(v.Items())), nil)
		}
	case value.Object:
		if !v.Open() {
			return value.NewInt(int64(len(v.Members())), nil)
		}
		if n := countBehind(v); n != nil {
			return n
		}
	}
	why := value.WhyOf(v)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonLoop, At: at}}
	}
	return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("length", v), Type: value.TypeInt, Why: why, Secret: v.Secret()})
}

// countBehind is how many members an object has that was made of another
// collection, one member of each of its elements: as many as that. So resources
// that are made for each instance of others are as many as those. Nil if the
// object is something else.
func countBehind(o value.Object) value.Value {
	if len(o.Members()) != 1 || o.Sym() != nil {
		return nil
	}
	key, ok := o.Members()[0].KeyValue.(value.Unknown)
	if !ok {
		return nil
	}
	sym := key.Sym()
	if len(sym.Args()) != 2 || sym.Op() != value.OpIndex && (sym.Op() != value.OpCall || sym.Name() != "tf.key") {
		return nil
	}
	index, ok := sym.Args()[1].(value.Unknown)
	if !ok || index.Sym().Op() != value.OpLoopIndex {
		return nil
	}
	return index.Sym().Args()[0]
}

// representative stands for an unknown number of runs. Its index is told apart
// by the collection and the depth of nesting, never by the loop's own names, so
// that two loops over the same unknown collection make the same names.
func (in *instance) representative(c *scope, coll typed.Value, count value.Value) iteration {
	why := value.WhyOf(count)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonLoop}}
	}
	i := typed.Value{T: cty.Number, V: value.NewUnknown(value.UnknownSpec{
		Sym: value.SymLoopIndex(count, c.loops), Type: value.TypeInt, Why: why,
	})}
	it := iteration{key: i, some: true}
	if coll.V != nil {
		spec := value.UnknownSpec{Sym: value.SymIndex(coll.V, i.V), Why: value.Whys(coll.V, i.V), Secret: value.HasSecret(coll.V),
			Origin: value.NewOrigin(value.Origin{Kind: value.OriginLoop, Next: coll.V.Origin()})}
		if spec.Why == nil {
			spec.Why = why
		}
		it.item = typed.Value{V: value.NewUnknown(spec), T: typeOfItem(coll.T, -1)}
	}
	return it
}

// inside is c within one run of a loop.
func (c *scope) inside(it iteration) *scope {
	n := *c
	n.loops++
	if it.some {
		n.maybe = true
	}
	return &n
}

// over applies f to every element of a list or set and makes a list of the
// results.
func (in *instance) over(c *scope, coll typed.Value, at source.Range, f func(*scope, typed.Value) typed.Value) typed.Value {
	its, count, ok := in.iterations(c, coll, at)
	if !ok {
		return in.failed("[*]", at)
	}
	b := listBuilder{}
	for _, it := range its {
		v := f(c.inside(it), it.item)
		b.add(v, it.some, nil)
		if isFailed(v.V) && !it.some {
			return v
		}
	}
	return b.value(count, at)
}

// listBuilder collects the results of a loop: certain ones, and from the first
// doubtful one on such as may be there.
type listBuilder struct {
	items, loose []value.Value
	types        []cty.Type
	open         bool
	conds        []value.Value
}

func (b *listBuilder) add(v typed.Value, some bool, cond value.Value) {
	if cond != nil {
		b.conds = append(b.conds, cond)
	}
	if some || cond != nil || b.open {
		b.open = true
		b.loose = append(b.loose, v.V)
		return
	}
	b.items = append(b.items, v.V)
	b.types = append(b.types, v.T)
}

// value is the list. The canonical form of an open one tells the collection,
// the conditions, and what each element becomes.
func (b *listBuilder) value(count value.Value, at source.Range) typed.Value {
	o := value.Literal(at)
	if !b.open {
		return typed.Value{V: value.NewArray(b.items, o), T: cty.Tuple(b.types)}
	}
	parts := append([]value.Value{count}, b.conds...)
	why := value.Whys(parts...)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonLoop, At: at}}
	}
	parts = append(parts, value.NewArray(b.items, nil), value.NewArray(b.loose, nil))
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewOpenArray(b.items, b.loose, value.SymCall("copy", parts...), why, o)}
}

func (in *instance) forExpr(c *scope, e *hclsyntax.ForExpr) typed.Value {
	coll := in.eval(c, e.CollExpr)
	return in.forOver(c, e, coll, 0)
}

// maxForDepth bounds the conditionals inside one another whose branches a for
// expression goes through one by one.
const maxForDepth = 4

func (in *instance) forOver(c *scope, e *hclsyntax.ForExpr, coll typed.Value, depth int) typed.Value {
	at, collAt := in.mod.at(e.SrcRange), in.mod.at(e.CollExpr.Range())
	if isFailed(coll.V) {
		return coll
	}
	if cond, then, els, ok := asIf(coll); ok && depth < maxForDepth {
		t := in.forOver(c.given(cond), e, then, depth+1)
		f := in.forOver(c.given(value.NewNot(cond, nil)), e, els, depth+1)
		return in.oneOrBoth(c, cond, t, f, value.Literal(at))
	}
	its, count, ok := in.iterations(c, coll, collAt)
	if !ok {
		c.excused(coll.V).fault(collAt, "for runs over a list, set, map or object, not over %s", describe(coll))
		return in.failed("for", at)
	}
	if e.KeyExpr != nil {
		return in.forObject(c, e, its, at)
	}
	b := listBuilder{}
	for _, it := range its {
		inner, cond, skip, failed := in.enter(c, e, it)
		if failed != nil {
			return *failed
		}
		if skip {
			continue
		}
		v := in.eval(inner, e.ValExpr)
		if isFailed(v.V) && c.tried && !it.some {
			return v
		}
		b.add(v, it.some, cond)
		if in.run.stopped {
			break
		}
	}
	out := b.value(count, at)
	if coll.V.Secret() {
		out.V = value.AsSecret(out.V)
	}
	return out
}

// enter is c inside one run of a for expression, with the condition under which
// the run counts: nil if always. Skip says that it never does.
func (in *instance) enter(c *scope, e *hclsyntax.ForExpr, it iteration) (inner *scope, cond value.Value, skip bool, failed *typed.Value) {
	inner = c.inside(it).bind(e.KeyVar, it.key).bind(e.ValVar, it.item)
	if e.CondExpr == nil {
		return inner, nil, false, nil
	}
	condAt := in.mod.at(e.CondExpr.Range())
	v := in.boolean(inner, in.eval(inner, e.CondExpr), condAt, "the if of a for expression")
	if isFailed(v) && !it.some {
		f := typed.Value{V: v, T: cty.DynamicPseudoType}
		return inner, nil, true, &f
	}
	if b, ok := v.(value.Bool); ok {
		return inner, nil, !b.Bool(), nil
	}
	return inner.given(v), v, false, nil
}

// maxChoices bounds the members of an object whose presence is in doubt and
// that are worked out in all combinations.
const maxChoices = 4

// forMember is one result of a for expression that makes an object.
type forMember struct {
	key  typed.Value
	v    typed.Value
	at   source.Range
	cond value.Value // nil: certain
	some bool
}

func (in *instance) forObject(c *scope, e *hclsyntax.ForExpr, its []iteration, at source.Range) typed.Value {
	keyAt := in.mod.at(e.KeyExpr.Range())
	valAt := in.mod.at(e.ValExpr.Range())
	var members []forMember
	doubtful := 0
	for _, it := range its {
		inner, cond, skip, failed := in.enter(c, e, it)
		if failed != nil {
			return *failed
		}
		if skip {
			continue
		}
		key := in.eval(inner, e.KeyExpr)
		if isFailed(key.V) && !it.some {
			return key
		}
		k, err := typed.Argument(key, cty.String, keyAt)
		if err != nil {
			inner.excused(key.V).fault(keyAt, "the key of a member must be a string: %s", err)
			return in.failed("for", keyAt)
		}
		v := in.eval(inner, e.ValExpr)
		if isFailed(v.V) && c.tried && !it.some {
			return v
		}
		if cond != nil {
			doubtful++
		}
		members = append(members, forMember{key: k, v: v, at: valAt, cond: cond, some: it.some})
		if in.run.stopped {
			break
		}
	}
	return in.choose(c, e, members, nil, doubtful <= maxChoices, at, keyAt)
}

// choose makes the object of the members; those in doubt are taken in all
// combinations if there are few.
func (in *instance) choose(c *scope, e *hclsyntax.ForExpr, rest, taken []forMember, combine bool, at, keyAt source.Range) typed.Value {
	for i, m := range rest {
		if m.cond == nil || m.some || !combine {
			taken = append(taken[:len(taken):len(taken)], m)
			continue
		}
		without := in.choose(c, e, rest[i+1:], taken, combine, at, keyAt)
		m.cond = nil
		with := in.choose(c, e, rest[i+1:], append(taken[:len(taken):len(taken)], m), combine, at, keyAt)
		return either(rest[i].cond, with, without, value.Literal(at))
	}
	return in.collect(c, e, taken, at, keyAt)
}

// collect makes the object of members that are there.
func (in *instance) collect(c *scope, e *hclsyntax.ForExpr, members []forMember, at, keyAt source.Range) typed.Value {
	var out []value.Member
	types := map[string]cty.Type{}
	place := map[string]int{}
	groups := map[string][]typed.Value{}
	open, secret := false, false
	var conds []value.Value
	for _, m := range members {
		secret = secret || value.HasSecret(m.key.V)
		if m.cond != nil {
			conds = append(conds, m.cond)
		}
		s, ok := m.key.V.(value.String)
		v := m.v
		if !ok || m.some || m.cond != nil {
			open = true
			if e.Group {
				v = typed.Value{V: value.NewArray([]value.Value{v.V}, nil)}
			}
			key := m.key.V
			if ok { // a known name of a member that may not be there
				key = value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf.present", s), Type: value.TypeString,
					Why: []value.Why{{Reason: value.ReasonLoop, At: keyAt}}, Domain: &value.Domain{OneOf: []value.Value{s}}})
			}
			out = append(out, value.Member{KeyValue: key, Value: v.V, At: m.at})
			continue
		}
		k := s.String()
		i, twice := place[k]
		switch {
		case !twice:
			place[k] = len(out)
			out = append(out, value.Member{Key: k, Value: v.V, At: m.at})
			types[k] = v.T
			groups[k] = []typed.Value{v}
		case e.Group:
			groups[k] = append(groups[k], v)
		default:
			if secret {
				c.fault(keyAt, "two members get the same, secret key; put ... behind the value to group them")
			} else {
				c.excused(m.key.V).fault(keyAt, "two members get the key %q; put ... behind the value to group them", k)
			}
			if c.tried {
				return in.failed("for", keyAt)
			}
			out[i].Value, types[k] = v.V, v.T
		}
	}
	if e.Group {
		for k, i := range place {
			items := make([]value.Value, len(groups[k]))
			ts := make([]cty.Type, len(groups[k]))
			for j, v := range groups[k] {
				items[j], ts[j] = v.V, v.T
			}
			out[i].Value, types[k] = value.NewArray(items, value.Literal(at)), cty.Tuple(ts)
		}
	}
	v := typed.Value{V: value.NewObject(out, at, value.Literal(at)), T: cty.DynamicPseudoType}
	switch {
	case !open:
		v.T = cty.Object(types)
	case len(conds) > 0: // not each member of the collection has one here
		v.V = value.NewOpenObject(out, at, value.SymCall("tf.for", append(conds, value.NewObject(out, source.Range{}, nil))...), value.Whys(conds...), value.Literal(at))
	}
	if secret {
		v.V = value.AsSecret(v.V)
	}
	return v
}
