package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
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

func subscriptionPath(sub value.Value) value.Value {
	return value.NewText([]value.Piece{{Lit: "/subscriptions/"}, asPiece(sub)}, sub.Origin())
}

func asPiece(v value.Value) value.Piece {
	if s, ok := value.Render(v, false); ok {
		if value.HasSecret(v) { // the text made of it takes the taint over
			return value.Piece{Hole: value.AsSecret(value.NewString(s, nil))}
		}
		return value.Piece{Lit: s}
	}
	return value.Piece{Hole: v}
}

// fromParent builds the id below the parent's: of a resource type of several
// segments the parent is the resource of the type without the last one, else
// what the resource is deployed into or extends.
func (a *azapiResource) fromParent(parent value.Value) {
	o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, Name: "id", Next: a.own.Origin()})
	if own := a.own.Origin(); own != nil {
		o.At = own.At
	}
	segments := strings.Split(a.typ, "/")
	last := segments[len(segments)-1]
	pp := asPiece(parent)
	if s, ok := parent.(value.String); ok && !s.Secret() {
		pp.Lit = strings.TrimSuffix(s.String(), "/")
	}
	switch {
	case strings.EqualFold(a.typ, "Microsoft.Resources/resourceGroups"):
		a.id = value.NewText([]value.Piece{pp, {Lit: "/resourceGroups/"}, asPiece(a.own)}, o)
		a.name, a.scope = a.own, parent
	case len(segments) == 2:
		a.id = value.NewText([]value.Piece{pp, {Lit: "/providers/" + a.typ + "/"}, asPiece(a.own)}, o)
		a.name, a.scope = a.own, parent
	default:
		a.id = value.NewText([]value.Piece{pp, {Lit: "/" + last + "/"}, asPiece(a.own)}, o)
		a.parent = parent
		names := namesIn(parent, len(segments)-2)
		pieces := make([]value.Piece, 0, 2*len(names)+1)
		for _, n := range names {
			pieces = append(pieces, asPiece(n), value.Piece{Lit: "/"})
		}
		a.name = value.NewText(append(pieces, asPiece(a.own)), a.own.Origin())
		a.scope = scopeIn(parent)
	}
}

// fromID takes name, parent and scope from the id of the resource.
func (a *azapiResource) fromID(id value.Value) {
	a.id = id
	n := strings.Count(a.typ, "/")
	names := namesIn(id, n)
	a.own = names[len(names)-1]
	pieces := make([]value.Piece, 0, 2*n)
	for i, name := range names {
		if i > 0 {
			pieces = append(pieces, value.Piece{Lit: "/"})
		}
		pieces = append(pieces, asPiece(name))
	}
	a.name = value.NewText(pieces, id.Origin())
	if s, ok := a.name.(value.String); ok && n == 1 {
		a.own = s
	}
	a.scope = scopeIn(id)
	if n > 1 {
		a.parent = cutID(id, 2)
	}
	a.parentID = typed.Value{V: cutID(id, 2), T: cty.String}
	if n == 1 && a.scope != nil {
		a.parentID.V = a.scope
	}
}

// namesIn are the last n names in an id. Of one that isn't known they are taken
// by the same function that a template would take them by.
func namesIn(id value.Value, n int) []value.Value {
	parts := splitSlashes(id)
	out := make([]value.Value, n)
	for i := range out {
		back := 2 * (n - 1 - i) // pairs of type and name behind it
		at := len(parts) - 1 - back
		if at >= 1 && at < len(parts) {
			out[i] = parts[at]
			continue
		}
		split := value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("split", id, value.NewString("/", nil)), Why: whyOr(id, source.Range{}), Type: value.TypeArray, Secret: value.HasSecret(id),
		})
		sym := value.SymCall("last", split)
		if back > 0 {
			sym = value.SymCall("indexFromEnd", split, value.NewInt(int64(back+1), nil))
		}
		out[i] = value.NewUnknown(value.UnknownSpec{Sym: sym, Why: whyOr(id, source.Range{}), Type: value.TypeString, Secret: value.HasSecret(id), Origin: id.Origin()})
	}
	return out
}

// scopeIn is what stands in an id before the last /providers/: what the
// resource is deployed into or extends. Nil if that can't be told.
func scopeIn(id value.Value) value.Value {
	pieces := piecesOf(id)
	for i := len(pieces) - 1; i >= 0; i-- {
		if pieces[i].Hole != nil {
			continue
		}
		at := strings.LastIndex(strings.ToLower(pieces[i].Lit), "/providers/")
		if at < 0 {
			continue
		}
		cut := append(pieces[:i:i], value.Piece{Lit: pieces[i].Lit[:at]})
		return value.NewText(cut, id.Origin())
	}
	return nil
}

func piecesOf(v value.Value) []value.Piece {
	switch v := v.(type) {
	case value.String:
		return []value.Piece{{Lit: v.String()}}
	case value.Text:
		return v.Pieces()
	}
	return []value.Piece{{Hole: v}}
}

// cutID drops the last n segments of an id; an id that has fewer known ones is
// cut by function.
func cutID(id value.Value, n int) value.Value {
	parts := splitSlashes(id)
	if len(parts) <= n+1 {
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("tf.parent", id), Why: whyOr(id, source.Range{}), Type: value.TypeString, Secret: value.HasSecret(id), Origin: id.Origin(),
		})
	}
	var pieces []value.Piece
	for i, p := range parts[:len(parts)-n] {
		if i > 0 {
			pieces = append(pieces, value.Piece{Lit: "/"})
		}
		pieces = append(pieces, asPiece(p))
	}
	return value.NewText(pieces, id.Origin())
}

// splitSlashes splits a string value at the slashes of its literal parts.
func splitSlashes(v value.Value) []value.Value {
	if k := v.Kind(); k != value.KindString && k != value.KindText {
		return []value.Value{v}
	}
	var out []value.Value
	var cur []value.Piece
	flush := func() {
		s := value.NewText(cur, v.Origin())
		out = append(out, inherit(s, v))
		cur = nil
	}
	for _, p := range piecesOf(v) {
		if p.Hole != nil {
			cur = append(cur, p)
			continue
		}
		for i, part := range strings.Split(p.Lit, "/") {
			if i > 0 {
				flush()
			}
			cur = append(cur, value.Piece{Lit: part})
		}
	}
	flush()
	return out
}

// azapiBody is the request: the body with location, tags and identity, which
// may also stand beside it.
func (h *handle) azapiBody() value.Object {
	in := h.in
	p := in.providerOf(h.res)
	var members []value.Member
	update := h.res.typ != "azapi_resource"
	for _, name := range [...]string{"location", "tags"} {
		m, ok := exactMember(h.body, name)
		if ok && m.Value.Kind() != value.KindNull {
			members = append(members, m)
			continue
		}
		if def := map[string]value.Value{"location": p.defaultLocation, "tags": p.defaultTags}[name]; def != nil && !update {
			members = append(members, value.Member{Key: name, Value: def})
		}
	}
	if m, ok := h.azapiIdentity(); ok {
		members = append(members, m)
	}
	at := h.res.body.at
	whole := value.Value(value.NewObject(members, at, value.Literal(h.res.head)))
	if a := h.res.body.attr("body"); a != nil {
		h.requested = h.in.unencoded(h.c, a.expr, 0)
		whole = merge(whole, in.plain(h.requested.V, a.at), at)
	} else if b, ok := h.written("body"); ok { // a block, or in an override
		whole = merge(whole, b, at)
	}
	if a := h.res.body.attr("sensitive_body"); a != nil {
		in.run.noteSecrets(in.mod, a.expr)
		whole = merge(whole, value.AsSecret(h.request(a)), at)
	}
	o, ok := withoutNulls(whole).(value.Object)
	if !ok {
		panic("internal error: a body that is no object")
	}
	return h.plainBody(o)
}

// request is the value of body or sensitive_body. Of one in JSON the value
// behind it is taken, where that can be seen.
func (h *handle) request(a *attribute) value.Value {
	v := h.in.unencoded(h.c, a.expr, 0)
	v.V = h.in.plain(v.V, a.at)
	return v.V
}

// unencoded evaluates an expression, leaving out the jsonencode around it, so
// that its parts keep their places and what isn't known stays a part.
func (in *instance) unencoded(c *scope, e hclsyntax.Expression, depth int) typed.Value {
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return in.unencoded(c, x.Expression, depth)
	case *hclsyntax.TemplateWrapExpr:
		return in.unencoded(c, x.Wrapped, depth)
	case *hclsyntax.FunctionCallExpr:
		if (x.Name == "jsonencode" || x.Name == "core::jsonencode") && len(x.Args) == 1 && !x.ExpandFinal {
			return in.eval(c, x.Args[0])
		}
	case *hclsyntax.ConditionalExpr:
		cond := in.boolean(c, in.eval(c, x.Condition), in.mod.at(x.Condition.Range()), "a condition")
		switch b, ok := cond.(value.Bool); {
		case ok && b.Bool():
			return in.unencoded(c, x.TrueResult, depth)
		case ok:
			return in.unencoded(c, x.FalseResult, depth)
		}
		then := in.unencoded(c.given(cond), x.TrueResult, depth)
		els := in.unencoded(c.given(value.NewNot(cond, nil)), x.FalseResult, depth)
		return either(cond, then, els, value.Computed(in.mod.at(x.SrcRange), "if", cond, then.V, els.V))
	case *hclsyntax.ScopeTraversalExpr:
		if len(x.Traversal) == 2 && x.Traversal.RootName() == "local" && depth < 8 {
			if _, shadowed := c.env.find("local"); shadowed {
				break
			}
			name, _, ok := in.attrStep(x.Traversal, 1)
			if l := in.mod.localDecl[name]; ok && l != nil && encodes(l.expr) {
				return in.unencoded(in.top(), l.expr, depth+1)
			}
		}
	}
	v := in.eval(c, e)
	return in.decoded(v, in.mod.at(e.Range()))
}

// encodes says whether an expression may come to a jsonencode that unencoded
// sees through.
func encodes(e hclsyntax.Expression) bool {
	switch x := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return encodes(x.Expression)
	case *hclsyntax.FunctionCallExpr:
		return strings.HasSuffix(x.Name, "jsonencode")
	case *hclsyntax.ConditionalExpr:
		return encodes(x.TrueResult) || encodes(x.FalseResult)
	case *hclsyntax.ScopeTraversalExpr:
		return x.Traversal.RootName() == "local"
	}
	return false
}

// decoded is v, read as JSON if it is a string.
func (in *instance) decoded(v typed.Value, at source.Range) typed.Value {
	if cond, then, els, ok := asIf(v); ok {
		return either(cond, in.decoded(then, at), in.decoded(els, at), v.V.Origin())
	}
	switch x := v.V.(type) {
	case value.String:
		doc := jsonc.Parse(source.NewFile(at.Path(), []byte(x.String())))
		if len(doc.Problems) > 0 || doc.Root.Kind() != jsonc.Object {
			in.run.problem(diag.Evaluation, at, "a body must be an object, or the text of one in JSON")
			return in.failed("body", at)
		}
		out := typed.Of(fromJSON(doc.Root, x.Origin()))
		out.V = inherit(out.V, x)
		return out
	case value.Unknown:
		for _, name := range [...]string{"string", "tf.jsonencode"} {
			if args, ok := value.AsCall(x, name); ok && len(args) == 1 {
				return typed.Of(args[0])
			}
		}
	}
	return v
}

func fromJSON(n *jsonc.Node, o *value.Origin) value.Value {
	switch n.Kind() {
	case jsonc.Bool:
		return value.NewBool(n.Bool(), o)
	case jsonc.Number:
		if i, ok := n.Int(); ok {
			return value.NewInt(i, o)
		}
		f, _ := n.Float()
		return value.NewFloat(f, o)
	case jsonc.String:
		return value.NewString(n.Text(), o)
	case jsonc.Array:
		items := make([]value.Value, 0, len(n.Items()))
		for _, it := range n.Items() {
			items = append(items, fromJSON(it, o))
		}
		return value.NewArray(items, o)
	case jsonc.Object:
		var members []value.Member
		for _, m := range n.Members() {
			members = append(members, value.Member{Key: m.Key, Value: fromJSON(m.Value, o)})
		}
		return value.NewObject(members, source.Range{}, o)
	}
	return value.NewNull(o)
}

// azapiIdentity is the identity block in ARM's form: ids become names.
func (h *handle) azapiIdentity() (value.Member, bool) {
	m, ok := exactMember(h.body, "identity")
	if !ok {
		return value.Member{}, false
	}
	m.Value = identityValue(m.Value)
	return m, m.Value.Kind() != value.KindNull
}

func identityValue(v value.Value) value.Value {
	if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && splits(v) {
		return value.NewIf(args[0], identityValue(args[1]), identityValue(args[2]), v.Origin())
	}
	if list, ok := v.(value.Array); ok {
		switch {
		case len(list.Items()) > 0:
			v = list.Items()[0]
		case list.Open() && len(list.Loose()) > 0:
			present := value.NewUnknown(value.UnknownSpec{Sym: value.SymCall("greater", value.NewUnknown(value.UnknownSpec{
				Sym: value.SymCall("length", list), Why: whyOr(list, source.Range{}), Type: value.TypeInt}), value.NewInt(0, nil)),
				Why: whyOr(list, source.Range{}), Type: value.TypeBool})
			return value.NewIf(present, identityValue(list.Loose()[0]), value.NewNull(nil), list.Origin())
		default:
			return value.NewNull(nil)
		}
	}
	o, ok := v.(value.Object)
	if !ok {
		return v
	}
	var members []value.Member
	for _, m := range o.Members() {
		switch m.Key {
		case "type":
			members = append(members, m)
		case "identity_ids":
			ids := m
			ids.Key = "userAssignedIdentities"
			ids.Value = userAssigned(m.Value)
			if ids.Value.Kind() != value.KindNull {
				members = append(members, ids)
			}
		}
	}
	return value.NewObject(members, o.At(), o.Origin())
}

func userAssigned(v value.Value) value.Value {
	if args, ok := value.AsCall(v, "if"); ok && len(args) == 3 && splits(v) {
		return value.NewIf(args[0], userAssigned(args[1]), userAssigned(args[2]), v.Origin())
	}
	list, ok := v.(value.Array)
	if !ok {
		return v
	}
	if len(list.Items()) == 0 && !list.Open() {
		return value.NewNull(list.Origin())
	}
	var members []value.Member
	entry := func(id value.Value) {
		m := value.Member{Value: value.NewObject(nil, source.Range{}, id.Origin())}.Named(id)
		if o := id.Origin(); o != nil {
			m.KeyAt, m.At = o.At, o.At
		}
		members = append(members, m)
	}
	for _, id := range list.Items() {
		entry(id)
	}
	for _, id := range list.Loose() {
		entry(id)
	}
	if list.Open() {
		return value.NewOpenObject(members, source.Range{}, value.SymCall("tf.identities", list), list.Why(), list.Origin())
	}
	return value.NewObject(members, source.Range{}, list.Origin())
}

// merge lays over on base: objects by member, all else replaced.
func merge(base, over value.Value, at source.Range) value.Value {
	if args, ok := value.AsCall(over, "if"); ok && len(args) == 3 && splits(over) {
		v := value.NewIf(args[0], merge(base, args[1], at), merge(base, args[2], at), over.Origin())
		return asObject(base, v)
	}
	b, bok := base.(value.Object)
	o, ok := over.(value.Object)
	switch {
	case over.Kind() == value.KindNull:
		return base
	case !bok:
		return over
	case !ok:
		if over.Kind() == value.KindUnknown {
			return value.NewOpenObject(b.Members(), b.At(), value.SymCall("union", base, over), whyOr(over, at), b.Origin())
		}
		return base
	}
	members := b.Members()[:len(b.Members()):len(b.Members())]
	for _, m := range o.Members() {
		replaced := false
		for i, have := range members {
			if m.KeyValue == nil && have.KeyValue == nil && have.Key == m.Key {
				members = append([]value.Member(nil), members...)
				m.Value = mergeMember(have.Value, m.Value, at)
				members[i], replaced = m, true
				break
			}
		}
		if !replaced {
			members = append(members, m)
		}
	}
	var out value.Value
	if b.Open() || o.Open() {
		why := b.Why()
		if why == nil {
			why = o.Why()
		}
		out = value.NewOpenObject(members, o.At(), value.SymCall("union", base, over), why, b.Origin())
	} else {
		out = value.NewObject(members, o.At(), b.Origin())
	}
	if b.Secret() || o.Secret() {
		out = value.AsSecret(out)
	}
	return out
}

func mergeMember(base, over value.Value, at source.Range) value.Value {
	if base.Kind() == value.KindObject && over.Kind() == value.KindObject {
		return merge(base, over, at)
	}
	return over
}

// asObject makes an object of a conditional of objects: each member is a
// conditional of what the branches hold, which is how bodies are read.
func asObject(base, v value.Value) value.Value {
	args, ok := value.AsCall(v, "if")
	if !ok || len(args) != 3 {
		return v
	}
	then, els := asObject(base, args[1]), asObject(base, args[2])
	t, tok := then.(value.Object)
	e, eok := els.(value.Object)
	if !tok || !eok {
		b, ok := base.(value.Object)
		if !ok {
			return v
		}
		return value.NewOpenObject(b.Members(), b.At(), value.SymCall("union", base, v), whyOr(v, source.Range{}), b.Origin())
	}
	var members []value.Member
	for _, m := range t.Members() {
		if m.KeyValue != nil {
			members = append(members, m)
			continue
		}
		other := value.Value(value.NewNull(nil))
		if x, ok := exactMember(e, m.Key); ok {
			other = x.Value
		}
		m.Value = value.NewIf(args[0], m.Value, other, m.Value.Origin())
		members = append(members, m)
	}
	for _, m := range e.Members() {
		if _, ok := exactMember(t, m.Key); ok && m.KeyValue == nil {
			continue
		}
		if m.KeyValue == nil {
			m.Value = value.NewIf(args[0], value.NewNull(nil), m.Value, m.Value.Origin())
		}
		members = append(members, m)
	}
	if t.Open() || e.Open() {
		return value.NewOpenObject(members, t.At(), value.SymCall("if", args[0], then, els), whyOr(v, source.Range{}), t.Origin())
	}
	return value.NewObject(members, t.At(), t.Origin())
}

// withoutNulls drops the members that are null: ARM takes them as not there.
func withoutNulls(v value.Value) value.Value {
	switch v := v.(type) {
	case value.Array:
		return v.MapItems(withoutNulls)
	case value.Object:
		members := make([]value.Member, 0, len(v.Members()))
		for _, m := range v.Members() {
			if m.Value.Kind() == value.KindNull && m.KeyValue == nil {
				continue
			}
			m.Value = withoutNulls(m.Value)
			members = append(members, m)
		}
		var out value.Value
		if v.Open() {
			out = value.NewOpenObject(members, v.At(), v.Sym(), v.Why(), v.Origin())
		} else {
			out = value.NewObject(members, v.At(), v.Origin())
		}
		return inherit(out, v)
	}
	return v
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
