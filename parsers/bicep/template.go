package bicep

import (
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/parsers/bicep/syntax"
	"moat/parsers/template"
)

// template lowers a .bicep file.
func (l *lowerer) template() *template.Template {
	l.t = &template.Template{File: l.file.Source, Scope: graph.ScopeResourceGroup, Symbolic: true}
	l.declareAll()
	l.extension = l.typeExtension()
	scoped := false
	for i, d := range l.file.Decls {
		switch d := d.(type) {
		case *syntax.TargetScope:
			if scoped {
				l.problem(diag.Binding, l.at(d), "targetScope is declared twice")
				continue
			}
			scoped = true
			l.targetScope(d)
		case *syntax.Bad:
			l.gap(i, d)
		default:
			l.declaration(d)
		}
	}
	l.t.Problems = l.sortedProblems()
	return l.t
}

func (l *lowerer) declaration(d syntax.Decl) {
	l.damaged = false
	switch d := d.(type) {
	case *syntax.Param:
		l.parameter(d)
	case *syntax.Var:
		l.t.Variables = append(l.t.Variables, l.variable(d))
	case *syntax.Type:
		m := l.marks(d.Decorators)
		l.t.Types = append(l.t.Types, &template.TypeDecl{
			Name: d.Name.Text, NameAt: l.at(d.Name), Type: m.apply(l.typ(d.Value)), Exported: m.exported,
		})
	case *syntax.Func:
		l.function(d)
	case *syntax.Resource:
		l.resource(d, nil, 1)
	case *syntax.Module:
		l.module(d)
	case *syntax.Output:
		m := l.marks(d.Decorators)
		l.t.Outputs = append(l.t.Outputs, &template.Output{
			Name: d.Name.Text, NameAt: l.at(d.Name), Type: m.apply(l.typ(d.Type)), Secure: m.secure, Value: l.expr(d.Value),
		})
	case *syntax.Metadata:
		l.t.Metadata = append(l.t.Metadata, &template.Variable{
			Name: d.Name.Text, NameAt: l.at(d.Name), Value: l.expr(d.Value),
		})
	case *syntax.Import:
		l.t.Imports = append(l.t.Imports, l.importDecl(d))
	case *syntax.Extension:
		l.t.Extensions = append(l.t.Extensions, l.extensionDecl(d))
	case *syntax.Assert:
		l.t.Asserts = append(l.t.Asserts, &template.Assert{Name: d.Name.Text, At: l.at(d), Value: l.expr(d.Value)})
	}
}

// gap notes a declaration that isn't readable. Text behind a declaration on the
// same line is damage of that one.
func (l *lowerer) gap(i int, d *syntax.Bad) {
	if i > 0 && i < len(l.file.Seps) && l.file.Seps[i].Len() == 0 {
		switch l.file.Decls[i-1].(type) {
		case *syntax.Resource:
			if n := len(l.t.Resources); n > 0 {
				l.outermost(l.t.Resources[n-1]).Damaged = true
			}
			return
		case *syntax.Module:
			if n := len(l.t.Modules); n > 0 {
				l.t.Modules[n-1].Damaged = true
			}
			return
		case *syntax.Bad:
		default:
			return
		}
	}
	l.t.Gaps = append(l.t.Gaps, graph.Gap{
		Kind: graph.GapDeclaration, At: l.at(d), Why: "the declaration can't be read",
	})
}

func (l *lowerer) outermost(r *template.Resource) *template.Resource {
	for r.Parent != nil {
		r = r.Parent
	}
	return r
}

// targetScopes are the values of targetScope.
var targetScopes = [...]graph.Scope{
	graph.ScopeResourceGroup, graph.ScopeSubscription, graph.ScopeManagementGroup, graph.ScopeTenant, graph.ScopeLocal,
}

func (l *lowerer) targetScope(d *syntax.TargetScope) {
	s, ok := d.Value.(*syntax.String)
	if !ok {
		if _, bad := d.Value.(*syntax.Bad); !bad {
			l.problem(diag.Evaluation, l.at(d.Value), "targetScope takes a string, written out")
		}
		return
	}
	text, _ := s.Literal()
	var names []string
	for _, scope := range targetScopes {
		if string(scope) == text {
			l.t.Scope = scope
			return
		}
		names = append(names, string(scope))
	}
	l.problem(diag.Binding, l.at(s), "%s is no scope; there are %s", l.file.Text(s), strings.Join(names, ", "))
}

func (l *lowerer) parameter(d *syntax.Param) {
	m := l.marks(d.Decorators)
	p := &template.Parameter{
		Name: d.Name.Text, NameAt: l.at(d.Name), At: l.at(d),
		Type: m.apply(l.typ(d.Type)), Secure: m.secure, Allowed: m.allowed,
	}
	if d.Default != nil {
		p.Default = l.expr(d.Default)
	}
	if !d.Name.IsMissing() {
		l.t.Parameters = append(l.t.Parameters, p)
	}
}

func (l *lowerer) variable(d *syntax.Var) *template.Variable {
	m := l.marks(d.Decorators)
	if d.Type != nil {
		l.typ(d.Type) // what a variable's type names must exist
	}
	return &template.Variable{Name: d.Name.Text, NameAt: l.at(d.Name), Value: l.expr(d.Value), Exported: m.exported}
}

func (l *lowerer) function(d *syntax.Func) {
	m := l.marks(d.Decorators)
	f := &template.Function{Name: d.Name.Text, NameAt: l.at(d.Name), Exported: m.exported}
	mark := l.scope.enter()
	for _, p := range d.Params {
		name, typ := "", &template.Type{At: l.at(p)}
		if p, ok := p.(*syntax.TypedName); ok {
			name, typ = p.Name.Text, l.typ(p.Type)
			if name != "" {
				l.scope.push(name, symbol{symbolLocal, name, l.at(p.Name)})
			}
		}
		f.Params, f.Types = append(f.Params, name), append(f.Types, typ)
	}
	f.Result = l.typ(d.Result)
	f.Body = l.expr(d.Body)
	l.scope.leave(mark)
	l.t.Functions = append(l.t.Functions, f)
}

func (l *lowerer) importDecl(d *syntax.Import) *template.Import {
	p := l.path(d.Path)
	l.refer(language.RefImport, p.ref, p.written, p.at)
	out := &template.Import{Path: p.written, Ref: p.ref, Problem: p.problem, At: l.at(d)}
	switch s := d.Symbols.(type) {
	case *syntax.ImportAll:
		out.Wildcard = s.Alias.Text
	case *syntax.ImportList:
		for _, it := range s.Items {
			n, ok := it.(*syntax.ImportName)
			if !ok {
				continue
			}
			original, _ := syntax.KeyText(n.Original)
			alias, _ := importAlias(n)
			if original != "" && alias != "" {
				out.Names = append(out.Names, template.ImportedName{Original: original, Alias: alias, At: l.at(n)})
			}
		}
	}
	return out
}

func (l *lowerer) extensionDecl(d *syntax.Extension) *template.Extension {
	out := &template.Extension{Alias: extensionAlias(d), At: l.at(d)}
	out.Name, _ = syntax.KeyText(d.Spec)
	if d.Config != nil {
		out.Config = l.expr(d.Config)
	}
	return out
}

// extensionAlias is the name by which a template calls an extension: its alias,
// else its own name, which a path to a registry doesn't tell.
func extensionAlias(d *syntax.Extension) string {
	if d.Alias != nil {
		return d.Alias.Text
	}
	spec, ok := syntax.KeyText(d.Spec)
	if !ok || strings.ContainsAny(spec, ":/.") && !strings.Contains(spec, "@") {
		return ""
	}
	name, _, _ := strings.Cut(spec, "@") // the older form is name@version
	if strings.ContainsAny(name, ":/.") {
		return ""
	}
	return name
}

// typeExtension is the alias of the extension that types without a prefix come
// from, if they aren't Azure's: the first that the file declares.
func (l *lowerer) typeExtension() string {
	for _, d := range l.file.Decls {
		if e, ok := d.(*syntax.Extension); ok {
			if name := extensionAlias(e); !builtinNamespace(name) {
				if name == "" {
					name, _ = syntax.KeyText(e.Spec)
				}
				return name
			}
		}
	}
	return ""
}
