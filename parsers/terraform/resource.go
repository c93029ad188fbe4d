package terraform

import (
	"maps"
	"slices"
	"strings"

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
			// What is stored is what was given, once it is deployed.
			o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol + "." + name, Next: m.Value.Origin()})
			return typed.Value{V: value.WithOrigin(m.Value, o), T: h.types["input"]}
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
