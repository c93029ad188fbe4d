package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/jsonc"
	"moat/parsers/terraform/typed"
)

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
	if h.res.typ == "azapi_resource" { // a change that says null takes away what is there
		whole = withoutNulls(whole)
	}
	o, ok := whole.(value.Object)
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
