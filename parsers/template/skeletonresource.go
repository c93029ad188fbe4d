package template

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

const deploymentsType = "Microsoft.Resources/deployments"

// resources reads the resources of a template: an array, or an object keyed by
// symbolic name.
func (b *builder) resources(n Node) {
	switch n.kind() {
	case nodeAbsent, nodeNull:
	case nodeArray:
		for i := range n.length() {
			b.resource(entry{value: n.item(i)}, nil)
		}
	case nodeObject:
		for i := range n.length() {
			b.resource(n.entry(i), nil)
		}
	case nodeBad:
		b.gap(n.rng(), "the resources can't be read")
	case nodeString, nodeOpaque:
		b.problem(diag.Evaluation, n.rng(), "the resources must be written out; what an expression makes of them can't be known")
		b.gap(n.rng(), "the resources are given as an expression")
	default:
		b.problem(diag.Syntax, n.rng(), "the resources must be an array, or an object of named resources, not %s", n.kind())
		b.gap(n.rng(), "the resources can't be read")
	}
	if n.unclosed() {
		b.gap(n.rng(), "the list of resources isn't complete")
	}
}

func (b *builder) gap(at source.Range, why string) {
	b.t.Gaps = append(b.t.Gaps, graph.Gap{Kind: graph.GapDeclaration, At: at, Why: why})
}

// skeletal are the members of a resource that say what it is, and don't belong
// to its body.
func skeletal(key string) bool {
	switch strings.ToLower(key) {
	case "type", "apiversion", "name", "condition", "copy", "dependson", "scope", "existing", "resources",
		"comments", "metadata", "apiprofile", "import", "extension", "@options":
		return true
	}
	return false
}

// resource reads one resource, and behind it those nested in it.
func (b *builder) resource(e entry, parent *Resource) {
	n := e.value
	switch n.kind() {
	case nodeObject:
	case nodeBad, nodeOpaque:
		b.gap(n.rng(), "the resource can't be read")
		return
	default:
		b.problem(diag.Syntax, n.rng(), "a resource must be an object, not %s", n.kind())
		return
	}
	outer := b.damaged
	defer func() { b.damaged = outer }()
	b.damaged = n.unclosed()
	r := b.head(e, parent)
	if r == nil {
		return
	}
	if strings.EqualFold(r.Type, deploymentsType) && !r.Existing && b.deployment(r, n) {
		return
	}
	b.t.Resources = append(b.t.Resources, r)
	r.Body = b.object(n, func(key string) bool {
		return skeletal(key) || r.Existing && placing(key)
	})
	b.legacyExtension(r)
	if children := n.get("resources"); children.given() && b.expect(children, nodeArray, "the resources of a resource") {
		b.damaged = b.damaged || children.unclosed()
		for i := range children.length() {
			b.resource(entry{value: children.item(i)}, r)
		}
	}
	r.Damaged = b.damaged
}

// head reads what says which resource this is; nil if not even its type can be
// told.
func (b *builder) head(e entry, parent *Resource) *Resource {
	n := e.value
	r := &Resource{
		Symbol: e.key, SymbolAt: e.keyAt, Parent: parent, Body: &expression.Object{At: n.rng()}, Whole: n.rng(),
	}
	typ := n.member("type")
	r.Type, r.TypeAt, r.At = b.constantText(typ.value, "the type of a resource"), typ.value.rng(), n.rng()
	if typ.value.given() {
		r.At = typ.at()
	}
	if r.Type == "" {
		if !typ.value.given() {
			b.problem(diag.Syntax, n.rng(), "the resource has no type")
		}
		b.gap(n.rng(), "the resource has no readable type")
		return nil
	}
	for _, alias := range [...]string{"import", "extension"} {
		if s := b.constantText(n.get(alias), "the extension of a resource"); s != "" && !b.azure(s) {
			r.Extension = s
			r.Type, r.APIVersion, _ = strings.Cut(r.Type, "@")
		}
	}
	if v := n.get("apiVersion"); v.given() {
		r.APIVersion = b.version(v)
	}
	r.Existing = n.get("existing").isTrue()
	r.Name = b.expr(n.get("name"))
	if r.Name == nil && r.Extension == "" {
		b.problem(diag.Syntax, r.At, "the resource has no name")
		b.damaged = true
	}
	r.Condition = b.optional(n.get("condition"))
	r.ScopeRef = b.optional(n.get("scope"))
	if r.Existing && r.ScopeRef == nil {
		r.ScopeRef = b.placed(n)
	}
	r.Loop = b.loop(n.get("copy"))
	r.DependsOn = b.dependsOn(n.get("dependsOn"))
	r.OnlyIfNotExists = n.path("@options", "onlyIfNotExists").given()
	return r
}

// optional is expr, but that null counts as nothing.
func (b *builder) optional(n Node) expression.Expr {
	if n.kind() == nodeNull {
		return nil
	}
	return b.expr(n)
}

// version is an API version, which older templates keep in a variable or in a
// parameter with a default.
func (b *builder) version(n Node) string {
	if n.kind() != nodeString {
		b.expect(n, nodeString, "the API version")
		return ""
	}
	e := b.stringExpr(n)
	if name, ok := e.(*expression.Name); ok && name.Kind == expression.NameParameter {
		for _, p := range b.names().t.Parameters {
			if strings.EqualFold(p.Name, name.Name) && p.Default != nil {
				e = p.Default
			}
		}
	}
	text, ok := b.fold(e)
	if !ok {
		b.problem(diag.Evaluation, n.rng(), "the API version must be written out, or stand in a variable")
	}
	return text
}

// names is the builder whose parameters and variables are meant.
func (b *builder) names() *builder {
	for b.outer != nil {
		b = b.outer
	}
	return b
}

// loop reads the copy element of a resource.
func (b *builder) loop(n Node) *Loop {
	if !n.given() || !b.expect(n, nodeObject, "the copy of a resource") {
		return nil
	}
	name := n.get("name")
	l := &Loop{At: n.rng(), Name: b.constantText(name, "the name of a copy loop"), Count: b.countExpr(n)}
	if !name.given() {
		b.problem(diag.Syntax, n.rng(), "the copy loop has no name")
	}
	return l
}

// azure says whether an extension is Azure itself, which newer compilers list
// beside the others.
func (b *builder) azure(alias string) bool {
	for _, x := range b.t.Extensions {
		if strings.EqualFold(x.Alias, alias) {
			return strings.EqualFold(x.Name, "AzureResourceManager")
		}
	}
	return strings.EqualFold(alias, "az")
}

// placing names the members by which an existing resource says where it is.
func placing(key string) bool {
	return strings.EqualFold(key, "subscriptionId") || strings.EqualFold(key, "resourceGroup")
}

// placed is the scope that these members make, as a call of resourceGroup() or
// subscription(); nil without any.
func (b *builder) placed(n Node) expression.Expr {
	subscription, group := n.get("subscriptionId"), n.get("resourceGroup")
	call := &expression.Call{Name: "subscription"}
	for _, arg := range [...]Node{subscription, group} {
		if arg.given() {
			call.At, call.NameAt = arg.rng(), arg.rng()
			call.Args = append(call.Args, b.expr(arg))
		}
	}
	if len(call.Args) == 0 {
		return nil
	}
	if group.given() {
		call.Name = "resourceGroup"
	}
	return call
}

// dependsOn reads what must be deployed first. In a template with symbolic
// names, its strings name resources.
func (b *builder) dependsOn(n Node) expression.Expr {
	e := b.optional(n)
	if !b.t.Symbolic {
		return e
	}
	list, ok := e.(*expression.Array)
	if !ok {
		return e
	}
	for i := range list.Items {
		if s := b.symbol(list.Items[i].Value); s != nil {
			list.Items[i].Value = s
		}
	}
	return list
}

// symbol reads a text that names a resource, sym or sym[index]; nil if it isn't
// written so that this can be told.
func (b *builder) symbol(e expression.Expr) expression.Expr {
	text := b.chunks(e)
	if len(text) == 0 || text[0].hole != nil {
		return nil
	}
	name, index, indexed := strings.Cut(text[0].lit, "[")
	n := &expression.Name{At: e.Range(), Kind: expression.NameResource, Name: name}
	last := text[len(text)-1]
	switch {
	case !indexed && len(text) == 1:
		return n
	case indexed && len(text) == 1 && strings.HasSuffix(index, "]"):
		i, ok := parseIndex(strings.TrimSuffix(index, "]"))
		if !ok {
			return nil
		}
		lit := &expression.Literal{At: e.Range(), Value: value.NewInt(i, value.Literal(e.Range()))}
		return &expression.Index{At: e.Range(), Base: n, Index: lit}
	case indexed && index == "" && len(text) == 3 && text[1].hole != nil && last.hole == nil && last.lit == "]":
		return &expression.Index{At: e.Range(), Base: n, Index: text[1].hole}
	}
	return nil
}

func parseIndex(s string) (int64, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	var n int64
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}
