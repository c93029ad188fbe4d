package terraform

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// blockObject evaluates what stands in a block: attributes by name, and the
// nested blocks of each type as an array of objects.
func (in *instance) blockObject(c *scope, b *body) (value.Object, map[string]cty.Type) {
	members := make([]value.Member, 0, len(b.attrs)+len(b.blocks))
	types := make(map[string]cty.Type, len(b.attrs))
	for _, a := range b.attrs {
		if a.name == "dynamic" && b.json {
			continue
		}
		v := in.eval(c, a.expr)
		v.V = in.plain(v.V, a.at)
		members = append(members, value.Member{Key: a.name, KeyAt: a.nameAt, At: a.at, Value: v.V})
		types[a.name] = v.T
	}
	place := map[string]int{}
	add := func(name string, nameAt, at source.Range, v value.Value) {
		if i, ok := place[name]; ok {
			members[i].Value = appendBlocks(members[i].Value, v)
			return
		}
		place[name] = len(members)
		members = append(members, value.Member{Key: name, KeyAt: nameAt, At: at, Value: v})
		types[name] = cty.DynamicPseudoType
	}
	for _, n := range b.blocks {
		if n.typ == "dynamic" && len(n.labels) == 1 {
			add(n.labels[0], n.labelAt[0], n.whole, in.dynamic(c, n))
			continue
		}
		o, _ := in.blockObject(c, n.body)
		item := value.NewObject(o.Members(), n.body.at, value.Literal(n.head))
		add(n.typ, n.head, n.whole, value.NewArray([]value.Value{item}, value.Literal(n.head)))
	}
	if b.json {
		in.dynamicJSON(c, b, add)
	}
	return value.NewObject(members, b.at, value.Literal(b.at)), types
}

// appendBlocks joins two arrays of blocks, either of which may be a
// conditional.
func appendBlocks(a, b value.Value) value.Value {
	for _, side := range [...]value.Value{a, b} {
		args, ok := value.AsCall(side, "if")
		if !ok || len(args) != 3 || !splits(side) {
			continue
		}
		if side.Key() == a.Key() {
			return value.NewIf(args[0], appendBlocks(args[1], b), appendBlocks(args[2], b), a.Origin())
		}
		return value.NewIf(args[0], appendBlocks(a, args[1]), appendBlocks(a, args[2]), a.Origin())
	}
	x, xok := a.(value.Array)
	y, yok := b.(value.Array)
	switch {
	case !xok || !yok:
		return a
	case !x.Open() && !y.Open():
		return value.NewArray(append(x.Items()[:len(x.Items()):len(x.Items())], y.Items()...), a.Origin())
	}
	items := x.Items()
	loose := x.Loose()
	if x.Open() {
		loose = append(loose[:len(loose):len(loose)], y.Items()...)
	} else {
		items = append(items[:len(items):len(items)], y.Items()...)
	}
	loose = append(loose[:len(loose):len(loose)], y.Loose()...)
	why := x.Why()
	if why == nil {
		why = y.Why()
	}
	return value.NewOpenArray(items, loose, value.SymCall("concat", a, b), why, a.Origin())
}

// dynamic is the blocks that a dynamic block makes.
func (in *instance) dynamic(c *scope, n *block) value.Value {
	d := dynamicBlock{name: n.labels[0], at: n.head, content: func(c *scope) value.Value {
		return value.NewArray(nil, value.Literal(n.head))
	}}
	if a := n.body.attr("for_each"); a != nil {
		d.forEach, d.forEachAt = a.expr, a.at
	}
	if a := n.body.attr("iterator"); a != nil {
		if t, ok := a.expr.(*hclsyntax.ScopeTraversalExpr); ok {
			d.iterator = t.Traversal.RootName()
		}
	}
	for _, content := range n.body.blocks {
		if content.typ == "content" {
			d.content = func(c *scope) value.Value {
				o, _ := in.blockObject(c, content.body)
				return value.NewObject(o.Members(), content.body.at, value.Literal(n.head))
			}
		}
	}
	return in.dynamicBlocks(c, d)
}

type dynamicBlock struct {
	name, iterator string
	at             source.Range
	forEach        hclsyntax.Expression
	forEachAt      source.Range
	content        func(*scope) value.Value
}

func (in *instance) dynamicBlocks(c *scope, d dynamicBlock) value.Value {
	if d.iterator == "" {
		d.iterator = d.name
	}
	if d.forEach == nil {
		in.run.problem(diag.Evaluation, d.at, "a dynamic block needs for_each")
		return value.NewArray(nil, value.Literal(d.at))
	}
	return in.dynamicOver(c, d, in.eval(c, d.forEach), 0)
}

func (in *instance) dynamicOver(c *scope, d dynamicBlock, over typed.Value, depth int) value.Value {
	if cond, then, els, ok := asIf(over); ok && depth < maxRunDepth {
		t := in.dynamicOver(c.given(cond), d, then, depth+1)
		e := in.dynamicOver(c.given(value.NewNot(cond, nil)), d, els, depth+1)
		return value.NewIf(cond, t, e, value.Literal(d.at))
	}
	if over.IsNull() {
		c.excused(over.V).fault(d.forEachAt, "for_each is null; a dynamic block takes a collection")
		return value.NewArray(nil, value.Literal(d.at))
	}
	its, count, ok := in.iterations(c, over, d.forEachAt)
	if !ok {
		if !isFailed(over.V) {
			c.excused(over.V).fault(d.forEachAt, "a dynamic block takes a collection for for_each, not %s", describe(over))
		}
		why := whyOr(over.V, d.forEachAt)
		return value.NewOpenArray(nil, nil, value.SymCall("copy", over.V), why, value.Literal(d.at))
	}
	b := listBuilder{}
	for _, it := range its {
		inner := c.inside(it).bind(d.iterator, typed.Value{
			V: value.NewObject([]value.Member{{Key: "key", Value: it.key.V}, {Key: "value", Value: it.item.V}}, source.Range{}, value.Literal(d.at)),
			T: cty.Object(map[string]cty.Type{"key": it.key.T, "value": it.item.T}),
		})
		b.add(typed.Value{V: d.content(inner), T: cty.DynamicPseudoType}, it.some, nil)
		if in.run.stopped {
			break
		}
	}
	return b.value(count, d.at).V
}

// dynamicJSON are the dynamic blocks of JSON: {"dynamic": {name: {"for_each": …,
// "content": {…}}}}.
func (in *instance) dynamicJSON(c *scope, b *body, add func(name string, nameAt, at source.Range, v value.Value)) {
	a := b.attr("dynamic")
	if a == nil {
		return
	}
	for _, o := range objectsIn(a.expr) {
		for _, it := range o.Items {
			name, ok := literalString(it.KeyExpr)
			if !ok {
				continue
			}
			for _, spec := range objectsIn(it.ValueExpr) {
				d := dynamicBlock{name: name, at: in.mod.at(it.KeyExpr.Range())}
				d.content = func(*scope) value.Value { return value.NewObject(nil, d.at, value.Literal(d.at)) }
				for _, arg := range spec.Items {
					switch k, _ := literalString(arg.KeyExpr); k {
					case "for_each":
						d.forEach, d.forEachAt = arg.ValueExpr, in.mod.at(arg.ValueExpr.Range())
					case "iterator":
						d.iterator, _ = literalString(arg.ValueExpr)
					case "content":
						content := arg.ValueExpr
						d.content = func(c *scope) value.Value { return in.eval(c, content).V }
					}
				}
				add(name, d.at, in.mod.at(it.ValueExpr.Range()), in.dynamicBlocks(c, d))
			}
		}
	}
}
