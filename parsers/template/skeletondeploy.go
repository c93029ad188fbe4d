package template

import (
	"path"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/source"
	"moat/parsers/template/expression"
)

// deployment turns a nested or linked deployment into a module. False means
// that what it deploys can't be told before evaluation, so that it is a
// resource like any other.
//
// Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
func (b *builder) deployment(r *Resource, n Node) bool {
	props := n.get("properties")
	if props.kind() != nodeObject {
		return false
	}
	inline, link := props.get("template"), props.get("templateLink")
	if inline.kind() != nodeObject && link.kind() != nodeObject {
		return false
	}
	m := &Module{
		Symbol: r.Symbol, SymbolAt: r.SymbolAt, Name: r.Name, ScopeRef: r.ScopeRef, Condition: r.Condition,
		Loop: r.Loop, DependsOn: r.DependsOn, At: r.At, Whole: r.Whole,
	}
	b.t.Modules = append(b.t.Modules, m)
	m.TargetSubscription = b.optional(n.get("subscriptionId"))
	m.TargetResourceGroup = b.optional(n.get("resourceGroup"))
	m.Params = b.arguments(props.get("parameters"))
	m.Body = b.moduleBody(n)
	if inline.kind() == nodeObject {
		b.nested(m, props)
	} else {
		b.linked(m, props)
	}
	m.Damaged = b.damaged
	if children := n.get("resources"); children.kind() == nodeArray && children.length() > 0 {
		b.problem(diag.Evaluation, children.rng(), "a deployment has no child resources; what it deploys stands in its template")
	}
	return true
}

// moduleBody is what is left of a deployment without its template, its
// parameters and what the Module keeps by itself.
func (b *builder) moduleBody(n Node) *expression.Object {
	body := b.object(n, func(key string) bool {
		return skeletal(key) || strings.EqualFold(key, "properties") ||
			strings.EqualFold(key, "subscriptionId") || strings.EqualFold(key, "resourceGroup")
	})
	if p := n.member("properties"); p.value.kind() == nodeObject {
		rest := b.object(p.value, func(key string) bool {
			switch strings.ToLower(key) {
			case "template", "templatelink", "parameters", "parameterslink":
				return true
			}
			return false
		})
		body.Members = append(body.Members, expression.Member{Key: b.key(p), Value: rest})
	}
	return body
}

// nested reads a template that stands in the deployment itself.
func (b *builder) nested(m *Module, props Node) {
	n := props.member("template")
	m.PathAt = n.keyAt
	m.Path = b.moduleName(m)
	inner := &builder{file: b.file, depth: b.depth + 1}
	scope := props.path("expressionEvaluationOptions", "scope")
	switch text := b.constantText(scope, "the scope of evaluation"); {
	case strings.EqualFold(text, "inner"):
	case strings.EqualFold(text, "outer"), text == "" && !b.t.Symbolic:
		m.Outer = true
		inner.outer = b
		inner.locals = b.locals
	case text != "" && !strings.EqualFold(text, "notSpecified"):
		b.problem(diag.Evaluation, scope.rng(), "the scope of evaluation is inner or outer, not %q", text)
	}
	damaged := b.damaged
	inner.template(n.value)
	b.damaged = damaged // the inner template has its own gaps
	for _, d := range inner.problems {
		b.problem(d.Kind, d.At, "%s", d.Message)
	}
	m.Inline = inner.t
}

// moduleName is what to call a nested deployment in messages.
func (b *builder) moduleName(m *Module) string {
	if m.Symbol != "" {
		return m.Symbol
	}
	if m.Name != nil {
		if s, ok := b.fold(m.Name); ok && s != "" {
			return s
		}
	}
	return "nested deployment"
}

// linked reads where a linked template lies. A relative path leads to a file
// beside this one. A URI can't be followed, but templates that are published
// together are written in one folder: one whose end is a path is taken for the
// file at that path, if there is one.
func (b *builder) linked(m *Module, props Node) {
	link := props.get("templateLink")
	m.PathAt = link.rng()
	defer func() {
		if m.Ref != "" {
			m.ParamsRef = b.linkedParameters(props.get("parametersLink"))
		}
	}()
	if rel := link.get("relativePath"); rel.given() {
		m.PathAt = rel.rng()
		m.Path = b.constantText(rel, "the path of a linked template")
		if m.Path == "" {
			m.Path = rel.text()
			return
		}
		m.Ref, m.Problem = b.relative(m.Path)
		return
	}
	if uri := link.get("uri"); uri.given() {
		m.PathAt = uri.rng()
		m.Path = uri.text()
		if uri.kind() == nodeString {
			m.Ref = b.guess(b.chunks(b.stringExpr(uri)))
			m.Guessed = m.Ref != ""
		}
		return
	}
	if id := link.get("id"); id.given() {
		m.Path, m.PathAt = id.text(), id.rng()
		return
	}
	b.problem(diag.Syntax, link.rng(), "a template link needs a relativePath, a uri or an id")
}

// relative resolves a path that is written relative to this file.
func (b *builder) relative(rel string) (ref, problem string) {
	p := strings.ReplaceAll(rel, `\`, "/")
	ref, err := source.Join(b.file.Path(), p)
	if err != nil {
		_, problem = ioReason(err, rel)
		return "", problem
	}
	return ref, ""
}

// guess is the file that a URI may lead to: the path at its end, relative to
// this file. A literal host isn't a path, and neither is a query.
func (b *builder) guess(uri []chunk) string {
	var tail string
	for i := len(uri) - 1; i >= 0; i-- {
		if uri[i].hole != nil {
			if tail != "" {
				break
			}
			continue // a token behind the path
		}
		text, _, _ := strings.Cut(uri[i].lit, "?")
		if !strings.HasSuffix(strings.ToLower(text), ".json") {
			if i > 0 || tail != "" {
				continue
			}
			return ""
		}
		tail = text
		if strings.Contains(tail, "://") { // an address of its own leads elsewhere
			return ""
		}
		break
	}
	tail = strings.TrimLeft(tail, "/")
	if tail == "" {
		return ""
	}
	ref, err := source.Join(b.file.Path(), path.Clean(tail))
	if err != nil {
		return ""
	}
	return ref
}

// linkedParameters is the parameter file that a deployment names beside this
// one; "" if it names none.
func (b *builder) linkedParameters(link Node) string {
	if link.kind() != nodeObject {
		return ""
	}
	if rel := link.get("relativePath"); rel.kind() == nodeString {
		if p := b.constantText(rel, "the path of a parameter file"); p != "" {
			ref, problem := b.relative(p)
			if problem != "" {
				b.problem(diag.Binding, rel.rng(), "%s", problem)
			}
			return ref
		}
	}
	if uri := link.get("uri"); uri.kind() == nodeString {
		return b.guess(b.chunks(b.stringExpr(uri)))
	}
	return ""
}

// arguments turns the parameters of a deployment, {name: {value}}, into an
// object {name: value}; nil without any.
func (b *builder) arguments(n Node) expression.Expr {
	switch n.kind() {
	case nodeAbsent, nodeNull:
		return nil
	case nodeObject:
	case nodeString:
		// {name: {value}} that an expression computes: all values are taken out.
		e := b.stringExpr(n)
		at := e.Range()
		return &expression.Call{At: at, NameAt: at, Name: "mapValues", Args: []expression.Expr{e, &expression.Lambda{
			At: at, Params: []string{"parameter"},
			Body: valueOf(&expression.Name{At: at, Kind: expression.NameLocal, Name: "parameter"}),
		}}}
	default:
		b.expect(n, nodeObject, "the parameters of a deployment")
		return nil
	}
	b.damaged = b.damaged || n.unclosed()
	o := &expression.Object{At: n.rng(), Members: make([]expression.Member, 0, n.length())}
	for i := range n.length() {
		e := n.entry(i)
		if x := b.argument(e.value); x != nil {
			o.Members = append(o.Members, expression.Member{Key: b.key(e), Value: x})
		}
	}
	return o
}

// argument takes the value out of {value}, {reference} or {copy}; nil if there
// is none.
func (b *builder) argument(n Node) expression.Expr {
	switch n.kind() {
	case nodeObject:
	case nodeString:
		return unwrap(b.stringExpr(n))
	default:
		b.expect(n, nodeObject, "the argument of a parameter")
		return nil
	}
	if loops := n.get("copy"); loops.kind() == nodeArray {
		if fs, ok := b.copies(loops); ok {
			for _, f := range fs {
				if strings.EqualFold(f.Name, "value") {
					return f
				}
			}
		}
	}
	if ref := n.get("reference"); ref.given() {
		if !b.expect(ref, nodeObject, "a reference to a secret") {
			return nil
		}
		return secret(ref.rng(), b.expr(ref.path("keyVault", "id")), b.expr(ref.get("secretName")), b.expr(ref.get("secretVersion")))
	}
	if v := n.get("value"); v.kind() != nodeAbsent {
		return b.expr(v)
	}
	b.problem(diag.Syntax, n.rng(), "the argument of a parameter needs a value or a reference")
	return nil
}

// secret is the call getSecret(vault id, name, version) that a reference to a
// secret of a key vault amounts to.
func secret(at source.Range, args ...expression.Expr) expression.Expr {
	call := &expression.Call{At: at, NameAt: at, Name: "getSecret"}
	for _, a := range args {
		if a != nil {
			call.Args = append(call.Args, a)
		}
	}
	return call
}

// unwrap takes the value out of an expression that makes {value} or
// {reference}. The Bicep compiler writes such expressions where only one branch
// of a conditional is a secret.
func unwrap(e expression.Expr) expression.Expr {
	call, ok := e.(*expression.Call)
	if !ok || call.Namespace != "" {
		return valueOf(e)
	}
	switch strings.ToLower(call.Name) {
	case "if":
		if len(call.Args) == 3 {
			return &expression.Call{At: call.At, NameAt: call.NameAt, Name: call.Name,
				Args: []expression.Expr{call.Args[0], unwrap(call.Args[1]), unwrap(call.Args[2])}}
		}
	case "createobject":
		if v := created(call, "value"); v != nil {
			return v
		}
		if ref, ok := created(call, "reference").(*expression.Call); ok {
			vault, _ := created(ref, "keyVault").(*expression.Call)
			return secret(call.At, created(vault, "id"), created(ref, "secretName"), created(ref, "secretVersion"))
		}
	}
	return valueOf(e)
}

// created is the value that createObject(…) gives a key; nil if it gives none.
func created(call *expression.Call, key string) expression.Expr {
	if call == nil || !strings.EqualFold(call.Name, "createObject") {
		return nil
	}
	for i := 0; i+1 < len(call.Args); i += 2 {
		if s, ok := literalText(call.Args[i]); ok && strings.EqualFold(s, key) {
			return call.Args[i+1]
		}
	}
	return nil
}

// valueOf is e.?value.
func valueOf(e expression.Expr) expression.Expr {
	return &expression.Prop{At: e.Range(), Base: e, Name: "value", NameAt: e.Range(), Safe: true}
}
