package template

import (
	"fmt"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/parsers/jsonc"
	"moat/parsers/template/expression"
)

// maxBuildProblems bounds the problems of one template: the first ones tell
// what is wrong.
const maxBuildProblems = 200

// FromNode builds a template from ARM's own form of it, a JSON object. What
// isn't as it should be becomes a problem of the template, and all the rest is
// kept; n may be anything. Keys are found whatever their case.
//
// Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
func FromNode(n Node) *Template {
	b := &builder{file: n.rng().File, problems: []diag.Diagnostic{}}
	if b.file == nil {
		b.file = source.NewFile("", nil)
	}
	b.template(n)
	b.t.Problems = diag.Sort(b.problems)
	return b.t
}

// builder makes one template. A nested deployment of outer scope has a builder
// of its own, which uses the names of the one around it.
type builder struct {
	file *source.File
	t    *Template
	// outer is the builder whose names the expressions mean; nil for their own.
	outer     *builder
	variables map[string]*Variable // by lower-case name

	depth    int
	locals   []string // the parameters of the user function being read
	damaged  bool     // something of the present declaration couldn't be read
	problems []diag.Diagnostic
}

func (b *builder) problem(kind diag.Kind, at source.Range, format string, args ...any) {
	if len(b.problems) < maxBuildProblems {
		b.problems = append(b.problems, diag.Diagnostic{Kind: kind, At: at, Message: fmt.Sprintf(format, args...)})
	}
}

// expect says whether n is of a kind, and reports it if it is of another. What
// is absent or unreadable was reported before, or is no mistake.
func (b *builder) expect(n Node, want nodeKind, what string) bool {
	switch n.kind() {
	case want:
		return true
	case nodeAbsent:
	case nodeBad:
		b.damaged = true
	case nodeOpaque:
		b.problem(diag.Evaluation, n.rng(), "%s must be %s, and can't be known here", what, want)
	default:
		b.problem(diag.Syntax, n.rng(), "%s must be %s, not %s", what, want, n.kind())
	}
	return false
}

// section is a member of the template that must be an object, if it is given.
func (b *builder) section(n Node, name string) (Node, bool) {
	s := n.get(name)
	if !s.given() {
		return s, false
	}
	return s, b.expect(s, nodeObject, name)
}

func (b *builder) template(n Node) {
	b.t = &Template{File: b.file, FoldNames: true, Scope: graph.ScopeResourceGroup}
	if !b.expect(n, nodeObject, "a template") {
		return
	}
	if s, ok := SchemaScope(n.get("$schema").text()); ok {
		b.t.Scope = s
	}
	resources := n.get("resources")
	b.t.Symbolic = resources.kind() == nodeObject
	exported := exportedVariables(n)
	if s, ok := b.section(n, "definitions"); ok {
		b.definitions(s)
	}
	if s, ok := b.section(n, "parameters"); ok {
		for i := range s.length() {
			b.parameter(s.entry(i))
		}
	}
	if s, ok := b.section(n, "variables"); ok {
		b.variablesSection(s, exported)
	}
	if s := n.get("functions"); s.given() && b.expect(s, nodeArray, "functions") {
		for i := range s.length() {
			b.namespace(s.item(i))
		}
	}
	for _, name := range [...]string{"imports", "extensions"} {
		if s, ok := b.section(n, name); ok {
			for i := range s.length() {
				b.extension(s.entry(i))
			}
		}
	}
	b.resources(resources)
	if s, ok := b.section(n, "outputs"); ok {
		for i := range s.length() {
			b.output(s.entry(i))
		}
	}
	if s, ok := b.section(n, "asserts"); ok {
		for i := range s.length() {
			e := s.entry(i)
			b.t.Asserts = append(b.t.Asserts, &Assert{Name: e.key, At: e.keyAt, Value: b.expr(e.value)})
		}
	}
	if n.unclosed() {
		b.t.Gaps = append(b.t.Gaps, graph.Gap{Kind: graph.GapDeclaration, At: n.rng(), Why: "the template isn't complete"})
	}
}

// schemaScopes are the kinds of template schema.
var schemaScopes = [...]struct {
	kind  string
	scope graph.Scope
}{
	{"deploymenttemplate.json", graph.ScopeResourceGroup},
	{"subscriptiondeploymenttemplate.json", graph.ScopeSubscription},
	{"managementgroupdeploymenttemplate.json", graph.ScopeManagementGroup},
	{"tenantdeploymenttemplate.json", graph.ScopeTenant},
}

// SchemaScope is the scope of the templates that a $schema describes; false if
// it describes none.
func SchemaScope(schema string) (graph.Scope, bool) {
	name, ok := SchemaName(schema)
	if !ok {
		return "", false
	}
	for _, s := range schemaScopes {
		if s.kind == name {
			return s.scope, true
		}
	}
	return "", false
}

// SchemaName is the last part of a $schema of Azure's deployments, in lower
// case, such as deploymenttemplate.json; false for any other schema.
func SchemaName(schema string) (string, bool) {
	s := strings.ToLower(strings.TrimSpace(schema))
	s = strings.TrimSuffix(s, "#")
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	if !ok {
		return "", false
	}
	rest, ok = strings.CutPrefix(rest, "schema.management.azure.com/schemas/")
	if !ok {
		return "", false
	}
	version, name, ok := strings.Cut(rest, "/")
	if !ok || version == "" || strings.Contains(name, "/") {
		return "", false
	}
	return name, true
}

// Compiled Bicep marks what other files may import.
const (
	exportMark      = "__bicep_export!"
	exportVariables = "__bicep_exported_variables!"
)

func exportedVariables(n Node) map[string]bool {
	out := map[string]bool{}
	list := n.path("metadata", exportVariables)
	if list.kind() != nodeArray {
		return out
	}
	for i := range list.length() {
		out[strings.ToLower(list.item(i).get("name").text())] = true
	}
	return out
}

func (b *builder) definitions(s Node) {
	for i := range s.length() {
		d := s.entry(i)
		b.t.Types = append(b.t.Types, &TypeDecl{
			Name: d.key, NameAt: d.keyAt, Type: b.typ(d.value), Exported: d.value.path("metadata", exportMark).isTrue(),
		})
	}
}

func (b *builder) parameter(e entry) {
	p := &Parameter{Name: e.key, NameAt: e.keyAt, At: e.at()}
	p.Type = b.openType(e.value)
	b.t.Parameters = append(b.t.Parameters, p)
	if e.value.kind() != nodeObject {
		return
	}
	p.Secure = p.Type.Secure
	p.Allowed = b.allowed(p.Type, e.value)
	p.Default = b.expr(e.value.get("defaultValue"))
}

func (b *builder) variablesSection(s Node, exported map[string]bool) {
	b.variables = make(map[string]*Variable, s.length())
	add := func(v *Variable) {
		v.Exported = exported[strings.ToLower(v.Name)]
		b.t.Variables = append(b.t.Variables, v)
		b.variables[strings.ToLower(v.Name)] = v
	}
	for i := range s.length() {
		e := s.entry(i)
		if strings.EqualFold(e.key, "copy") {
			if loops, ok := b.copies(e.value); ok {
				for _, f := range loops {
					add(&Variable{Name: f.Name, NameAt: f.NameAt, Value: f})
				}
				continue
			}
		}
		add(&Variable{Name: e.key, NameAt: e.keyAt, Value: b.expr(e.value)})
	}
}

func (b *builder) namespace(n Node) {
	if !b.expect(n, nodeObject, "a group of functions") {
		return
	}
	name := b.constantText(n.get("namespace"), "the namespace of functions")
	if name == "" && !n.get("namespace").given() {
		b.problem(diag.Syntax, n.rng(), "a group of functions needs a namespace")
	}
	members := n.get("members")
	if !b.expect(members, nodeObject, "members") {
		return
	}
	for i := range members.length() {
		b.function(name, members.entry(i))
	}
}

func (b *builder) function(namespace string, e entry) {
	f := &Function{
		Namespace: namespace, Name: e.key, NameAt: e.keyAt,
		Exported: e.value.path("metadata", exportMark).isTrue(),
	}
	if !b.expect(e.value, nodeObject, "a function") {
		return
	}
	if list := e.value.get("parameters"); list.given() && b.expect(list, nodeArray, "the parameters of a function") {
		for i := range list.length() {
			p := list.item(i)
			f.Params = append(f.Params, b.constantText(p.get("name"), "the name of a parameter"))
			f.Types = append(f.Types, b.typ(p))
		}
	}
	output := e.value.get("output")
	f.Result = b.typ(output)
	b.locals = f.Params
	f.Body = b.expr(output.get("value"))
	b.locals = nil
	if f.Body == nil {
		if output.kind() != nodeBad {
			b.problem(diag.Syntax, e.keyAt, "the function %q has no output value", e.key)
		}
		f.Body = &expression.Bad{At: e.keyAt}
	}
	b.t.Functions = append(b.t.Functions, f)
}

func (b *builder) extension(e entry) {
	x := &Extension{Name: e.key, Alias: e.key, At: e.keyAt}
	b.t.Extensions = append(b.t.Extensions, x)
	if !b.expect(e.value, nodeObject, "an extension") {
		return
	}
	for _, name := range [...]string{"provider", "name"} {
		if s := b.constantText(e.value.get(name), "the name of an extension"); s != "" {
			x.Name = s
		}
	}
	x.Config = b.expr(e.value.get("config"))
}

func (b *builder) output(e entry) {
	if !b.expect(e.value, nodeObject, "an output") {
		return
	}
	o := &Output{Name: e.key, NameAt: e.keyAt, Type: b.typ(e.value)}
	o.Secure = o.Type.Secure
	o.Condition = b.expr(e.value.get("condition"))
	if c := e.value.get("copy"); c.given() && b.expect(c, nodeObject, "the copy of an output") {
		// The loop has no name: copyIndex() means it.
		f := &expression.For{At: c.rng(), Count: b.countExpr(c), Body: b.expr(c.get("input"))}
		if f.Body == nil {
			b.problem(diag.Syntax, c.rng(), "the copy loop has no input: the value of each of its elements")
			f.Body = &expression.Bad{At: c.rng()}
		}
		o.Value = f
	} else {
		o.Value = b.expr(e.value.get("value"))
	}
	if o.Value == nil {
		b.problem(diag.Syntax, e.keyAt, "the output %q has no value", e.key)
		o.Value = &expression.Bad{At: e.keyAt}
	}
	b.t.Outputs = append(b.t.Outputs, o)
}

// CompiledFromBicep says whether a template was written by the Bicep compiler.
//
// Source: the metadata that `bicep build` writes, metadata._generator.name.
func CompiledFromBicep(root *jsonc.Node) bool {
	return strings.EqualFold(JSONNode(root).path("metadata", "_generator", "name").text(), "bicep")
}
