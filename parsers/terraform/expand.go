package terraform

import (
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// expansion is the instances of one resource or module block.
type expansion struct {
	decl    any // *resource or *moduleCall
	address string
	at      source.Range
	state   cellState
	single  bool // neither count nor for_each
	keyed   bool // for_each
	over    typed.Value
	runs    []blockRun
	made    map[value.Key]any // *handle or *callHandle by key
}

// blockRun is one instance.
type blockRun struct {
	key   value.Value // nil for a single one, an Int or a String, else unknown
	item  typed.Value // each.value
	cond  value.Value // under which it is there; nil for always
	count value.Value // how many there are
	index int
	some  bool // a representative of zero or more
}

func (r *blockRun) loop() *graph.Loop {
	if r.key == nil {
		return nil
	}
	return &graph.Loop{Index: r.index, Count: r.count, Unknown: r.some}
}

// suffix is the index in an address.
func (r *blockRun) suffix() string {
	switch k := r.key.(type) {
	case nil:
		return ""
	case value.Int:
		return "[" + strconv.FormatInt(k.Int(), 10) + "]"
	case value.String:
		if k.Secret() {
			return "[•••]"
		}
		return "[" + strconv.Quote(k.String()) + "]"
	}
	return "[*]"
}

func (e *expansion) find(r *blockRun) *blockRun {
	for i := range e.runs {
		if e.runs[i].key.Key() == r.key.Key() {
			return &e.runs[i]
		}
	}
	return nil
}

// maxRunDepth bounds the conditionals inside one another that decide how many
// instances there are.
const maxRunDepth = 4

// expansion works out the instances of a block, once.
func (in *instance) expansion(decl any) *expansion {
	if e := in.blocks[decl]; e != nil {
		return e
	}
	e := &expansion{decl: decl, made: map[value.Key]any{}, state: cellBusy}
	in.blocks[decl] = e
	var count, forEach *attribute
	switch d := decl.(type) {
	case *resource:
		count, forEach, e.address, e.at = d.count, d.forEach, d.address(), d.head
	case *moduleCall:
		count, forEach, e.address, e.at = d.count, d.forEach, "module."+d.name, d.head
	}
	switch {
	case forEach != nil:
		e.keyed, e.at = true, forEach.at
		e.over = in.forEachValue(in.eval(in.top(), forEach.expr), forEach.at)
	case count != nil:
		e.at = count.at
		e.over = in.countValue(in.eval(in.top(), count.expr), count.at)
	default:
		e.single = true
		e.runs = []blockRun{{count: value.NewInt(1, nil)}}
	}
	if !e.single {
		e.runs = in.runsOf(e, e.over, 0, e.over.V)
	}
	e.state = cellDone
	return e
}

func (in *instance) countValue(v typed.Value, at source.Range) typed.Value {
	if isFailed(v.V) {
		return v
	}
	if v.IsNull() {
		in.top().excused(v.V).fault(at, "count is null; it must be a whole number")
		return in.failed("count", at)
	}
	n, err := typed.Argument(v, cty.Number, at)
	if err != nil {
		in.top().excused(v.V).fault(at, "count must be a whole number: %s", err)
		return in.failed("count", at)
	}
	if i, ok := n.V.(value.Int); n.IsKnown() && (!ok || i.Int() < 0) {
		in.top().excused(v.V).fault(at, "count must be a whole number from 0")
		return in.failed("count", at)
	}
	return n
}

func (in *instance) forEachValue(v typed.Value, at source.Range) typed.Value {
	c := in.top().excused(v.V)
	switch x := v.V.(type) {
	case value.Object:
		return v
	case value.Ref:
		return in.materialise(x, at)
	case value.Array:
		if v.T.IsSetType() {
			return v
		}
		c.fault(at, "for_each takes a map or a set of strings, not a list; make a set of it with toset()")
		return in.failed("for_each", at)
	case value.Null:
		c.fault(at, "for_each is null; it takes a map or a set of strings")
		return in.failed("for_each", at)
	case value.Unknown:
		if v.T.IsPrimitiveType() && !isFailed(x) {
			c.fault(at, "for_each takes a map or a set of strings, not a %s", v.T.FriendlyName())
			return in.failed("for_each", at)
		}
		return v
	}
	c.fault(at, "for_each takes a map or a set of strings, not %s", describe(v))
	return in.failed("for_each", at)
}

// runsOf lists the instances over a count or a for_each: one each of what is
// known, and a representative for what isn't. Those of a conditional are there
// under its condition. Whole is the value that decides how many there are.
func (in *instance) runsOf(e *expansion, over typed.Value, depth int, whole value.Value) []blockRun {
	if cond, then, els, ok := asIf(over); ok && depth < maxRunDepth {
		return joinRuns(cond, in.runsOf(e, then, depth+1, whole), in.runsOf(e, els, depth+1, whole))
	}
	if !e.keyed {
		return in.countRuns(e, over, whole)
	}
	return in.keyRuns(e, over, depth, whole)
}

// joinRuns are the instances of both branches of a conditional.
func joinRuns(cond value.Value, then, els []blockRun) []blockRun {
	under := func(c value.Value, r blockRun) value.Value {
		if r.cond == nil {
			return c
		}
		return value.NewAnd(nil, c, r.cond)
	}
	not := value.NewNot(cond, nil)
	var out []blockRun
	place := map[value.Key]int{}
	for _, r := range then {
		place[r.key.Key()] = len(out)
		out = append(out, r)
	}
	both := map[int]bool{}
	for _, r := range els {
		i, ok := place[r.key.Key()]
		if !ok {
			r.cond = under(not, r)
			r.index = len(out)
			out = append(out, r)
			continue
		}
		both[i] = true
		have := &out[i]
		if have.cond != nil || r.cond != nil {
			have.cond = value.NewOr(nil, under(cond, *have), under(not, r))
		}
		if have.item.V != nil && r.item.V != nil {
			have.item = either(cond, have.item, r.item, have.item.V.Origin())
		}
		have.some = have.some || r.some
	}
	for i := range then {
		if !both[i] {
			out[i].cond = under(cond, out[i])
		}
	}
	return out
}

func (in *instance) countRuns(e *expansion, over typed.Value, whole value.Value) []blockRun {
	if whole == nil {
		whole = over.V
	}
	n, ok := over.V.(value.Int)
	if !ok {
		return []blockRun{in.someRun(over, typed.Value{}, whole)}
	}
	if n.Int() > maxCount || !in.mayLoop(int(n.Int()), e.at) {
		in.run.problem(diag.Limit, e.at, "%s has %d instances, more than Moat follows; one stands for all", e.address, n.Int())
		return []blockRun{in.someRun(typed.Value{T: cty.Number, V: limited(n, e.at)}, typed.Value{}, n)}
	}
	out := make([]blockRun, n.Int())
	for i := range out {
		out[i] = blockRun{key: value.NewInt(int64(i), nil), count: whole, index: i}
	}
	return out
}

// limited is a value that is too large to go through.
func limited(v value.Value, at source.Range) value.Value {
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("tf.limit", v), Why: []value.Why{{Reason: value.ReasonLimit, At: at}},
	})
}

func (in *instance) someRun(over, item typed.Value, count value.Value) blockRun {
	why := whyOr(over.V, source.Range{})
	length := over.V
	if item.V != nil {
		length = in.lengthOf(over.V, source.Range{})
	}
	key := value.Value(value.NewUnknown(value.UnknownSpec{Sym: value.SymLoopIndex(length, 0), Type: value.TypeInt, Why: why}))
	if item.V != nil {
		key = value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("tf.key", over.V, key), Type: value.TypeString, Why: why, Secret: over.V.Secret(),
		})
	}
	return blockRun{key: key, item: item, count: length, some: true}
}

func (in *instance) keyRuns(e *expansion, over typed.Value, depth int, whole value.Value) []blockRun {
	c := in.top()
	its, count, ok := in.iterations(c, over, e.at)
	if !ok {
		return []blockRun{in.someRun(over, over, over.V)}
	}
	if len(its) > maxCount {
		in.run.problem(diag.Limit, e.at, "%s has %d instances, more than Moat follows; one stands for all", e.address, len(its))
		return []blockRun{in.someRun(over, its[0].item, count)}
	}
	var out []blockRun
	for _, it := range its {
		key, err := typed.Argument(it.key, cty.String, e.at)
		if err != nil {
			c.excused(it.key.V).fault(e.at, "for_each takes a map or a set of strings: %s", err)
			key = in.failed("for_each", e.at)
		}
		r := blockRun{key: key.V, item: it.item, count: count, index: len(out), some: it.some}
		if _, known := key.V.(value.String); !known {
			r.some = true
			if !it.some && !isFailed(key.V) && e.keyed {
				// Terraform can't plan with keys that it doesn't know yet.
				if why := value.WhyOf(key.V); len(why) > 0 && runtime(why[0].Reason) {
					c.excused(key.V).fault(e.at, "for_each needs keys that are known before the deployment; this one is only known after it")
				}
			}
		}
		out = append(out, r)
	}
	return out
}

func runtime(r value.Reason) bool {
	return r == value.ReasonRuntimeReference || r == value.ReasonRuntimeList
}

// scopeOf is what the expressions of an instance are evaluated in.
func (in *instance) scopeOf(e *expansion, r *blockRun) *scope {
	c := in.top()
	if e.single {
		return c
	}
	object := func(members []value.Member, types map[string]cty.Type) typed.Value {
		return typed.Value{V: value.NewObject(members, source.Range{}, value.Literal(e.at)), T: cty.Object(types)}
	}
	if e.keyed {
		key := value.WithOrigin(r.key, value.NewOrigin(value.Origin{Kind: value.OriginLoop, At: e.at, Name: "each.key", Next: r.key.Origin()}))
		item := r.item
		if item.V.Origin() == nil {
			item.V = value.WithOrigin(item.V, value.NewOrigin(value.Origin{Kind: value.OriginLoop, At: e.at, Name: "each.value"}))
		}
		c = c.bind("each", object([]value.Member{{Key: "key", Value: key}, {Key: "value", Value: item.V}},
			map[string]cty.Type{"key": cty.String, "value": item.T}))
	} else {
		key := value.WithOrigin(r.key, value.NewOrigin(value.Origin{Kind: value.OriginLoop, At: e.at, Name: "count.index"}))
		c = c.bind("count", object([]value.Member{{Key: "index", Value: key}}, map[string]cty.Type{"index": cty.Number}))
	}
	c.loops++
	c.instance = e.address + r.suffix()
	if r.some || r.cond != nil {
		c = c.doubtful()
	}
	if r.cond != nil {
		c = c.given(r.cond)
	}
	return c
}

// refTo is a reference to an instance.
func (in *instance) refTo(e *expansion, r *blockRun, at source.Range) typed.Value {
	o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: e.address + r.suffix()})
	switch h := in.madeFor(e, r).(type) {
	case *handle:
		return typed.Value{V: value.NewRef(h.resourceID(), h, o), T: cty.DynamicPseudoType}
	case *callHandle:
		return typed.Value{V: value.NewRef(h.id(), h, o), T: cty.DynamicPseudoType}
	}
	panic("internal error: an instance of nothing")
}

// madeFor is the *handle or *callHandle of an instance.
func (in *instance) madeFor(e *expansion, r *blockRun) any {
	var k value.Key
	if r.key != nil {
		k = r.key.Key()
	}
	if h, ok := e.made[k]; ok {
		return h
	}
	var h any
	switch d := e.decl.(type) {
	case *resource:
		h = &handle{in: in, res: d, run: r, c: in.scopeOf(e, r), symbol: e.address + r.suffix()}
	case *moduleCall:
		h = &callHandle{in: in, decl: d, run: r, c: in.scopeOf(e, r), symbol: e.address + r.suffix()}
	}
	e.made[k] = h
	return h
}
