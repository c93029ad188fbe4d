package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/azurerm"
	"moat/parsers/terraform/typed"
)

// handle is one instance of a resource or data block. It is worked out when it
// is first asked for, because others may ask before its turn comes.
type handle struct {
	in     *instance
	res    *resource
	run    *blockRun
	c      *scope // with each and count
	symbol string // the address within the module

	state cellState
	cond  value.Value
	body  value.Object
	types map[string]cty.Type // of the attributes in body

	requested typed.Value     // the body of an azapi block, as it is written
	az        *azapiResource  // of the azapi provider
	mapped    *azurerm.Mapped // of the azurerm provider
	ident     value.Value     // the ARM id; made up where there is none
}

// resourceID is the ARM id, or what stands for the identity of something that
// has none.
func (h *handle) resourceID() value.Value {
	h.evaluate()
	if h.ident == nil {
		return h.madeUpID()
	}
	return h.ident
}

// madeUpID is one by the address: equal only to itself.
func (h *handle) madeUpID() value.Value {
	reason := value.ReasonUnmappedType
	if madeUp(h.res.typ) {
		reason = value.ReasonNonDeterministic
	}
	if h.az != nil || h.mapped != nil || h.state == cellBusy {
		reason = value.ReasonRuntimeReference
	}
	h.in.atoms = true
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymAtom(h.symbol, h.in.id), Why: []value.Why{{Reason: reason, Name: h.symbol, At: h.res.head}},
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: h.res.head, Name: h.symbol}),
	})
}

// evaluate works the block out, once. False means that it is being worked out:
// it depends on itself.
func (h *handle) evaluate() bool {
	switch h.state {
	case cellDone:
		return true
	case cellBusy:
		return false
	}
	h.state = cellBusy
	h.cond = value.NewBool(true, nil)
	if h.run.cond != nil {
		h.cond = h.run.cond
	}
	h.body, h.types = h.in.blockObject(h.c, h.res.body)
	switch {
	case strings.HasPrefix(h.res.typ, "azapi_"):
		h.az = h.azapi()
		if h.az != nil {
			h.ident = h.az.id
		}
	case h.in.run.types.Known(h.res.typ, h.res.mode == data):
		h.azurerm()
	}
	h.state = cellDone
	if h.ident == nil {
		h.ident = h.madeUpID()
	}
	return true
}

func (h *handle) azurerm() {
	in := h.in
	p := in.providerOf(h.res)
	m, ok := in.run.types.Map(azurerm.Block{
		Type: h.res.typ, Address: h.symbol, Data: h.res.mode == data, Body: h.body, Head: h.res.head, Whole: h.res.whole,
	}, azurerm.Env{
		Major: in.run.major, Subscription: p.subscription, Tenant: p.tenant, Instance: in.id, Owner: in.run.owner,
	})
	if !ok {
		return
	}
	h.mapped = &m
	in.atoms = in.atoms || m.MadeUp
	for _, r := range m.Resources {
		if r.Part == "" {
			h.ident = r.ID
		}
	}
	if h.ident == nil {
		if id := m.Attr("id"); id != nil {
			h.ident = id
		}
	}
}

// owner finds the resource that a value was read from by an attribute.
func (r *run) owner(v value.Value) (value.Value, bool) {
	for o := v.Origin(); o != nil; o = o.Next {
		if h := r.readFrom[o]; h != nil && h.state == cellDone && (h.mapped != nil || h.az != nil) {
			return h.ident, true
		}
		if o.Kind != value.OriginComputed && o.Kind != value.OriginVariable && o.Kind != value.OriginLoop {
			break
		}
	}
	return nil, false
}

// attr reads an attribute.
func (h *handle) attr(c *scope, name string, at, nameAt source.Range) typed.Value {
	if !h.evaluate() {
		h.in.run.problem(diag.Evaluation, at, "%s depends on itself", h.symbol)
		return h.in.failed(h.symbol, at)
	}
	switch {
	case h.az != nil:
		if v, ok := h.az.attr(h, name, at); ok {
			return v
		}
	case h.mapped != nil:
		v := typed.Of(h.mapped.Attr(name))
		if m, ok := exactMember(h.body, name); ok && m.Value.Key() == v.V.Key() {
			v.T = h.types[name]
		}
		return v
	}
	if m, ok := exactMember(h.body, name); ok && !m.Maybe {
		return typed.Value{V: m.Value, T: h.types[name]}
	}
	if h.res.typ == "terraform_data" && name == "output" {
		if m, ok := exactMember(h.body, "input"); ok {
			return typed.Value{V: h.computed(name, m.Value, at), T: h.types["input"]}
		}
		return typed.Of(value.NewNull(nil))
	}
	return typed.Value{V: h.computed(name, nil, at), T: cty.DynamicPseudoType}
}

// computed is an attribute that only exists after the deployment.
func (h *handle) computed(name string, hint value.Value, at source.Range) value.Value {
	why := value.WhyOf(h.ident)
	if why == nil || h.az != nil {
		reason := value.ReasonRuntimeReference
		if h.res.mode == data {
			reason = value.ReasonExisting
		}
		why = []value.Why{{Reason: reason, Name: h.symbol, At: at}}
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymProp(h.ident, name), Why: why, Hint: hint, Secret: h.res.mode == ephemeral,
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol + "." + name}),
	})
}

// object is the block as an object of what is known of its attributes.
func (h *handle) object(at source.Range) typed.Value {
	if !h.evaluate() {
		h.in.run.problem(diag.Evaluation, at, "%s depends on itself", h.symbol)
		return h.in.failed(h.symbol, at)
	}
	members := []value.Member{}
	for _, name := range [...]string{"id", "name"} {
		if _, written := exactMember(h.body, name); !written && (h.az != nil || h.mapped != nil) {
			members = append(members, value.Member{Key: name, Value: h.attr(h.in.top(), name, at, at).V})
		}
	}
	members = append(members, h.body.Members()...)
	why := []value.Why{{Reason: value.ReasonRuntimeReference, Name: h.symbol, At: at}}
	if h.az == nil && h.mapped == nil {
		why = []value.Why{{Reason: value.ReasonUnmappedType, Name: h.symbol, At: at}}
	}
	return typed.Value{T: cty.DynamicPseudoType, V: value.NewOpenObject(members, source.Range{}, value.SymCall("tf.resource", h.ident), why,
		value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol}))}
}

// declare lists the resources of a block.
func (in *instance) declare(r *resource) {
	exp := in.expansion(r)
	if r.damaged {
		defer in.damaged(r, exp)
	}
	for i := range exp.runs {
		if in.run.stopped {
			return
		}
		h, ok := in.madeFor(exp, &exp.runs[i]).(*handle)
		if !ok || !in.countInstance(r.head, "") {
			return
		}
		h.evaluate()
		if b, ok := h.cond.(value.Bool); ok && !b.Bool() {
			continue
		}
		in.declareOne(h)
	}
}

// damaged records that a block could not be read whole: of which types its
// resources are, or that this can't be told.
func (in *instance) damaged(r *resource, exp *expansion) {
	types := map[string]bool{}
	for _, made := range exp.made {
		switch h, ok := made.(*handle); {
		case !ok:
		case h.az != nil:
			types[h.az.typ] = true
		case h.mapped != nil:
			for _, m := range h.mapped.Resources {
				types[m.Type] = true
			}
		case strings.HasPrefix(r.typ, "azapi_") && r.mode == managed && r.typ != "azapi_data_plane_resource":
			types[""] = true
		}
	}
	for _, t := range slices.Sorted(maps.Keys(types)) {
		in.graph.Gaps = append(in.graph.Gaps, graph.Gap{
			Kind: graph.GapDeclaration, Name: r.address(), Type: t, At: r.head, Why: "its source is damaged",
		})
	}
}

func (in *instance) declareOne(h *handle) {
	switch {
	case h.az != nil:
		if d := h.az.declaration(h); d != nil {
			in.addDeclaration(h, d)
		}
	case h.mapped != nil:
		for _, r := range h.mapped.Resources {
			in.addDeclaration(h, h.azurermDeclaration(r))
		}
	case h.res.mode == managed && !harmless(h.res.typ):
		in.run.unmapped++
	}
}

// madeUp are resource types whose attributes are random or the time of day.
func madeUp(typ string) bool {
	prefix, _, _ := strings.Cut(typ, "_")
	return prefix == "random" || prefix == "time" || prefix == "tls"
}

// harmless are resource types that deploy nothing to Azure.
func harmless(typ string) bool {
	prefix, _, _ := strings.Cut(typ, "_")
	switch prefix {
	case "random", "time", "null", "local", "terraform", "tls", "modtm", "external", "http", "archive", "cloudinit":
		return true
	}
	// Actions on resources and what lives behind their endpoints.
	switch typ {
	case "azapi_resource_action", "azapi_data_plane_resource":
		return true
	}
	return false
}

func (in *instance) addDeclaration(h *handle, d *graph.Declaration) {
	in.graph.Resources = append(in.graph.Resources, d)
	in.declared = append(in.declared, h)
	in.expose(d.Body)
}

// azurermSpeller is graph.Speller for a block of azurerm.
type azurermSpeller struct {
	typ    string
	mapped azurerm.Mapped
}

func (s azurermSpeller) Spell(path string, want value.Value) (text, in string) {
	if text = s.mapped.Spell(path, want); text == "" {
		return "", ""
	}
	return text, s.typ
}

func (h *handle) azurermDeclaration(r azurerm.Resource) *graph.Declaration {
	d := &graph.Declaration{
		Symbol: h.symbol, Type: r.Type, APIVersion: r.APIVersion, Name: r.Name, OwnName: r.OwnName, ID: r.ID, Scope: r.Scope,
		Existing: r.Existing, Partial: r.Patch, Condition: h.cond, Loop: h.run.loop(), Body: h.plainBody(r.Body), Parent: r.Parent,
		At: h.res.head, Whole: h.res.whole, Damaged: h.res.damaged,
	}
	if r.Part != "" {
		d.Symbol += "#" + r.Part
	} else {
		d.Speller = azurermSpeller{h.res.typ, *h.mapped}
	}
	if r.At.IsValid() {
		d.At = r.At
	}
	if r.Whole.IsValid() {
		d.Whole = r.Whole
	}
	if r.Condition != nil {
		d.Condition = value.NewAnd(nil, h.cond, r.Condition)
	}
	if r.Repeated != nil {
		d.Loop = &graph.Loop{Count: r.Repeated, Unknown: true}
	}
	return d
}

// plainBody is a body without references to whole resources.
func (h *handle) plainBody(o value.Object) value.Object {
	if !holdsRef(o) {
		return o
	}
	if out, ok := h.in.plain(o, h.res.head).(value.Object); ok {
		return out
	}
	return o
}

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
