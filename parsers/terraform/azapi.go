package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

// azapiResource is a block of the azapi provider, which takes ARM's own
// resources: what it sends is what is written.
//
// Source: documentation of the azapi provider 2.12, "azapi_resource",
// "azapi_update_resource", "azapi_resource_action".
type azapiResource struct {
	typ, version string
	typeValue    typed.Value
	own, name    value.Value
	id           value.Value
	scope        value.Value
	parent       value.Value // id of the parent resource; nil without one
	parentID     typed.Value
	body         value.Object
	existing     bool
	// deploys is set where the block makes or changes a resource.
	deploys bool
}

// azapi reads a block of the provider; nil for one that concerns no resource of
// ARM, such as azapi_client_config.
func (h *handle) azapi() *azapiResource {
	kind := strings.TrimPrefix(h.res.typ, "azapi_")
	a := &azapiResource{body: value.NewObject(nil, source.Range{}, nil)}
	switch {
	case h.res.mode == managed && kind == "resource", h.res.mode == managed && kind == "update_resource":
		a.deploys = true
	case kind == "resource_action":
		a.deploys = h.res.mode == managed && h.writes()
	case h.res.mode == data && (kind == "resource" || kind == "resource_id"):
		a.existing = kind == "resource"
	default:
		return nil
	}
	if !a.identify(h) {
		return nil
	}
	if a.deploys {
		a.body = h.azapiBody()
	}
	return a
}

// writes says whether an azapi_resource_action changes the resource itself, as
// a PUT or PATCH without an action does.
func (h *handle) writes() bool {
	if m, ok := exactMember(h.body, "action"); ok && m.Value.Kind() != value.KindNull {
		return false
	}
	if m, ok := exactMember(h.body, "when"); ok {
		if s, ok := m.Value.(value.String); ok && s.String() == "destroy" {
			return false
		}
	}
	if m, ok := exactMember(h.body, "method"); ok {
		s, ok := m.Value.(value.String)
		return ok && (s.String() == "PUT" || s.String() == "PATCH")
	}
	return false
}

// written is an attribute that is there and not null.
func (h *handle) written(name string) (value.Value, bool) {
	m, ok := exactMember(h.body, name)
	if !ok || m.Value.Kind() == value.KindNull {
		return nil, false
	}
	return m.Value, true
}

// identify works out type, name and id. False, with a diagnostic, if the type
// can't be told.
func (a *azapiResource) identify(h *handle) bool {
	in := h.in
	t, ok := h.written("type")
	if !ok {
		if !h.res.damaged {
			in.run.problem(diag.Evaluation, h.res.head, "%s has no type; it takes one with its version, such as \"Microsoft.Storage/storageAccounts@2023-05-01\"", h.symbol)
		}
		return false
	}
	a.typeValue = typed.Value{V: t, T: cty.String}
	text, ok := t.(value.String)
	if !ok {
		// A version that isn't known still leaves the type.
		text = value.NewString(value.PlainText(t, "\x00"), nil)
	}
	typ, version, _ := strings.Cut(text.String(), "@")
	if strings.Contains(typ, "\x00") || !strings.Contains(typ, "/") {
		if t.Kind() == value.KindString {
			in.run.problem(diag.Evaluation, h.typeAt(), "%q isn't a resource type; one looks like \"Microsoft.Storage/storageAccounts@2023-05-01\"", typ)
		}
		in.graph.Gaps = append(in.graph.Gaps, graph.Gap{Kind: graph.GapType, Name: h.symbol, At: h.res.head, Why: "its type isn't known"})
		return false
	}
	if strings.Contains(version, "\x00") {
		version = ""
	}
	a.typ, a.version = typ, version
	p := in.providerOf(h.res)
	if id, ok := h.written("resource_id"); ok {
		a.fromID(id)
		return true
	}
	a.own = in.azapiName(h, p)
	parent, ok := h.written("parent_id")
	switch {
	case ok:
	case strings.EqualFold(typ, "Microsoft.Resources/resourceGroups"):
		parent = subscriptionPath(p.subscription)
	case strings.EqualFold(typ, "Microsoft.Resources/subscriptions"), strings.EqualFold(typ, "Microsoft.Management/managementGroups"):
		parent = value.NewString("", nil)
	default:
		if !h.res.damaged {
			h.c.fault(h.res.head, "%s has no parent_id: the id of the resource group, or of the resource, that it belongs to", h.symbol)
		}
		parent = in.failed("parent_id", h.res.head).V
	}
	a.parentID = typed.Value{V: parent, T: cty.String}
	a.fromParent(parent)
	return true
}

func (h *handle) typeAt() source.Range {
	if a := h.res.body.attr("type"); a != nil {
		return a.at
	}
	return h.res.head
}

// azapiName is the name of the resource: its own, that in the body, or the
// provider's default.
func (in *instance) azapiName(h *handle, p *providerConfig) value.Value {
	if v, ok := h.written("name"); ok {
		return v
	}
	if p.defaultName != nil {
		return p.defaultName
	}
	if h.res.damaged {
		return in.unknown(value.ReasonParseError, h.symbol, h.res.head).V
	}
	// Without a name the provider makes one up.
	return h.generatedName()
}

func (h *handle) generatedName() value.Value {
	h.in.atoms = true
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymAtom(h.symbol+".name", h.in.id), Type: value.TypeString,
		Why:    []value.Why{{Reason: value.ReasonNonDeterministic, Name: h.symbol, At: h.res.head}},
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: h.res.head, Name: h.symbol}),
	})
}

func (a *azapiResource) declaration(h *handle) *graph.Declaration {
	if !a.deploys && !a.existing {
		return nil
	}
	return &graph.Declaration{
		Symbol: h.symbol, Type: a.typ, APIVersion: a.version, Name: a.name, OwnName: a.own, ID: a.id, Scope: a.scope,
		Existing: a.existing, Partial: h.res.typ != "azapi_resource", Condition: h.cond, Loop: h.run.loop(), Body: a.body, Parent: a.parent,
		At: h.res.head, Whole: h.res.whole, Damaged: h.res.damaged,
	}
}

// attr is what other blocks read from an azapi block.
func (a *azapiResource) attr(h *handle, name string, at source.Range) (typed.Value, bool) {
	str := func(v value.Value) (typed.Value, bool) { return typed.Value{V: v, T: cty.String}, true }
	switch name {
	case "id", "resource_id":
		return str(a.id)
	case "name":
		return str(a.own)
	case "type":
		return a.typeValue, true
	case "parent_id":
		return a.parentID, true
	case "location":
		if m, ok := exactMember(a.body, "location"); ok {
			return str(m.Value)
		}
		return typed.Of(a.state(h, "location", at)), true
	case "identity":
		return typed.Of(a.identity(h, at)), true
	case "output":
		return a.output(h, at), true
	case "sensitive_output":
		v := a.output(h, at)
		v.V = value.AsSecret(v.V)
		return v, true
	case "body":
		if h.requested.V != nil {
			return h.requested, true
		}
	}
	return typed.Value{}, false
}

// full is the resource's run-time state as a whole, in the form that ARM's
// reference() has for it.
func (a *azapiResource) full(h *handle, at source.Range) value.Unknown {
	reason := value.ReasonRuntimeReference
	if a.existing {
		reason = value.ReasonExisting
	}
	spec := value.UnknownSpec{
		Sym: value.SymReference(a.id, a.version), Why: []value.Why{{Reason: reason, Name: h.symbol, At: at}}, Type: value.TypeObject,
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol + ".output"}),
	}
	if a.deploys {
		spec.Hint = a.body
	}
	return value.NewUnknown(spec)
}

// state is one part of the run-time state.
func (a *azapiResource) state(h *handle, name string, at source.Range) value.Value {
	full := a.full(h, at)
	spec := value.UnknownSpec{Sym: value.SymProp(full, name), Why: full.Why(), Origin: full.Origin()}
	if m, ok := exactMember(a.body, name); ok {
		spec.Hint = m.Value
	}
	return value.NewUnknown(spec)
}

// identity is what identity[0] holds: what is written, and the principal that
// Azure makes.
func (a *azapiResource) identity(h *handle, at source.Range) value.Value {
	var members []value.Member
	if m, ok := exactMember(h.body, "identity"); ok {
		if list, ok := m.Value.(value.Array); ok && len(list.Items()) > 0 {
			if o, ok := list.Items()[0].(value.Object); ok {
				members = append(members, o.Members()...)
			}
		}
	}
	ident := a.state(h, "identity", at)
	for _, p := range [...][2]string{{"principal_id", "principalId"}, {"tenant_id", "tenantId"}} {
		members = append(members, value.Member{Key: p[0], Value: value.NewUnknown(value.UnknownSpec{
			Sym: value.SymProp(ident, p[1]), Why: value.WhyOf(ident), Type: value.TypeString, Origin: ident.Origin(),
		})})
	}
	return value.NewArray([]value.Value{value.NewObject(members, source.Range{}, ident.Origin())}, ident.Origin())
}

// output is what the provider exports of the answer: all of it, or by name what
// response_export_values asks for.
func (a *azapiResource) output(h *handle, at source.Range) typed.Value {
	full := a.full(h, at)
	if strings.HasSuffix(h.res.typ, "_action") {
		return typed.Value{T: cty.DynamicPseudoType, V: h.actionOutput(a, at)}
	}
	want, ok := h.written("response_export_values")
	if o, isObject := want.(value.Object); ok && isObject && !o.Open() {
		var members []value.Member
		for _, m := range o.Members() {
			members = append(members, value.Member{Key: m.Key, KeyAt: m.KeyAt, At: m.At, Value: exported(full, m.Value)})
		}
		return typed.Of(value.NewObject(members, source.Range{}, full.Origin()))
	}
	return typed.Value{V: full, T: cty.DynamicPseudoType}
}

// isAnswer says whether a value is the whole output of an azapi block. Version
// 1 of the provider gives it as the text of an object in JSON, later ones as
// the object, which is what is behind both.
//
// Source: upgrade guide of the azapi provider, version 2.0.
func (r *run) isAnswer(v value.Value, at source.Range) bool {
	if v.Kind() != value.KindUnknown {
		return false
	}
	for o := v.Origin(); o != nil; o = o.Next {
		if h := r.readFrom[o]; h != nil {
			return h.az != nil && h.state == cellDone && h.az.output(h, at).V.Key() == v.Key()
		}
	}
	return false
}

// exported is what a JMESPath query finds; one that is more than a path of
// names is a value of its own.
func exported(full value.Unknown, query value.Value) value.Value {
	text, ok := query.(value.String)
	if !ok || strings.ContainsAny(text.String(), "[]{}|&*()`'\"@ ,?<>=!") {
		return value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("tf.query", full, query), Why: full.Why(), Origin: full.Origin()})
	}
	v := full
	for part := range strings.SplitSeq(text.String(), ".") {
		spec := value.UnknownSpec{Sym: value.SymProp(v, part), Why: full.Why(), Origin: full.Origin()}
		if h := v.Hint(); h != nil {
			if l := value.Get(h, value.Path{value.NameStep(part)}); l.Value != nil {
				spec.Hint = l.Value
			}
		}
		v = value.NewUnknown(spec)
	}
	return v
}

// actionOutput is the answer to an action. What a list… action gives are keys.
func (h *handle) actionOutput(a *azapiResource, at source.Range) value.Value {
	name := "action"
	if v, ok := h.written("action"); ok {
		if s, ok := v.(value.String); ok {
			name = s.String()
		}
	}
	why := value.Why{Reason: value.ReasonRuntimeReference, Name: h.symbol, At: at}
	list := strings.HasPrefix(strings.ToLower(name), "list")
	if list {
		why.Reason = value.ReasonRuntimeList
	}
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall(name, a.id, value.NewString(a.version, nil)), Why: []value.Why{why}, Secret: list, Type: value.TypeObject,
		Origin: value.NewOrigin(value.Origin{Kind: value.OriginComputed, At: at, Name: h.symbol + ".output"}),
	})
}
