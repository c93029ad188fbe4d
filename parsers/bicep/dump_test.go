package bicep_test

import (
	"fmt"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template"
	"moat/parsers/template/expression"
)

// dump writes what a file was lowered to, a declaration a line, for reading in
// golden files.
func dump(tree language.Tree) string {
	d := &dumper{}
	d.line("role %d", tree.Role())
	switch t := tree.(type) {
	case template.Source:
		d.template(t.Template())
	case template.ParameterSource:
		d.parameterFile(t.ParameterFile())
	}
	for _, r := range tree.Refs() {
		d.line("ref %d %q %q", r.Kind, r.Written, r.Path)
	}
	for _, p := range tree.Problems() {
		d.problem(p)
	}
	return d.b.String()
}

type dumper struct {
	b      strings.Builder
	indent string
}

func (d *dumper) line(format string, args ...any) {
	text := fmt.Sprintf(d.indent+format, args...)
	d.b.WriteString(strings.NewReplacer("\r", `\r`, "\n", `\n`).Replace(text) + "\n")
}

func place(r source.Range) string {
	a, b := r.StartPosition(), r.EndPosition()
	if a.Line == b.Line {
		return fmt.Sprintf("%d:%d-%d", a.Line, a.Column, b.Column)
	}
	return fmt.Sprintf("%d:%d-%d:%d", a.Line, a.Column, b.Line, b.Column)
}

func (d *dumper) problem(p diag.Diagnostic) { d.line("%s %s: %s", p.Kind, place(p.At), p.Message) }

func (d *dumper) template(t *template.Template) {
	d.line("scope %s", t.Scope)
	for _, m := range t.Metadata {
		d.line("metadata %s = %s", m.Name, expr(m.Value))
	}
	d.imports(t.Imports)
	for _, e := range t.Extensions {
		d.line("extension %q as %q%s", e.Name, e.Alias, optional(" with ", e.Config))
	}
	for _, p := range t.Parameters {
		d.line("param %s %s%s%s%s", p.Name, typ(p.Type), when(p.Secure, " secure"), allowed(p.Allowed), optional(" = ", p.Default))
	}
	d.variables(t.Variables)
	for _, x := range t.Types {
		d.line("type %s %s%s", x.Name, typ(x.Type), when(x.Exported, " exported"))
	}
	for _, f := range t.Functions {
		var params []string
		for i, p := range f.Params {
			params = append(params, p+" "+typ(f.Types[i]))
		}
		d.line("func %s(%s) %s%s = %s", f.Name, strings.Join(params, ", "), typ(f.Result), when(f.Exported, " exported"), expr(f.Body))
	}
	for _, r := range t.Resources {
		d.resource(r)
	}
	for _, m := range t.Modules {
		d.module(m)
	}
	for _, o := range t.Outputs {
		d.line("output %s %s%s = %s", o.Name, typ(o.Type), when(o.Secure, " secure"), expr(o.Value))
	}
	for _, a := range t.Asserts {
		d.line("assert %s = %s", a.Name, expr(a.Value))
	}
	for _, g := range t.Gaps {
		d.line("gap %d %s %q: %s", g.Kind, place(g.At), g.Name, g.Why)
	}
}

func (d *dumper) parameterFile(p *template.ParameterFile) {
	d.line("using %q %s%s", p.Using, place(p.UsingAt), when(p.UsingProblem != "", ": "+p.UsingProblem))
	d.line("extends %q %s", p.Extends, place(p.ExtendsAt))
	d.imports(p.Imports)
	for _, a := range p.Assignments {
		d.line("param %s = %s", a.Name, expr(a.Value))
	}
	d.variables(p.Variables)
}

func (d *dumper) imports(imports []*template.Import) {
	for _, i := range imports {
		var names []string
		for _, n := range i.Names {
			names = append(names, n.Original+" as "+n.Alias)
		}
		if i.Wildcard != "" {
			names = append(names, "* as "+i.Wildcard)
		}
		d.line("import %s from %q %q%s", strings.Join(names, ", "), i.Path, i.Ref, when(i.Problem != "", ": "+i.Problem))
	}
}

func (d *dumper) variables(vs []*template.Variable) {
	for _, v := range vs {
		d.line("var %s = %s%s", v.Name, expr(v.Value), when(v.Exported, " exported"))
	}
}

func (d *dumper) resource(r *template.Resource) {
	d.line("resource %s %q @%q%s%s%s%s at %s", r.Symbol, r.Type, r.APIVersion,
		when(r.Existing, " existing"), when(r.OnlyIfNotExists, " onlyIfNotExists"),
		when(r.Extension != "", " of "+r.Extension), when(r.Damaged, " damaged"), place(r.At))
	d.indent = "  "
	if r.Parent != nil {
		d.line("in %s", r.Parent.Symbol)
	}
	d.parts(r.Loop, part{"if", r.Condition}, part{"name", r.Name}, part{"parent", r.ParentRef}, part{"scope", r.ScopeRef},
		part{"dependsOn", r.DependsOn}, part{"body", r.Body})
	d.indent = ""
}

func (d *dumper) module(m *template.Module) {
	d.line("module %s %q %q%s%s at %s", m.Symbol, m.Path, m.Ref,
		when(m.Problem != "", ": "+m.Problem), when(m.Damaged, " damaged"), place(m.At))
	d.indent = "  "
	d.parts(m.Loop, part{"if", m.Condition}, part{"name", m.Name}, part{"scope", m.ScopeRef}, part{"params", m.Params},
		part{"dependsOn", m.DependsOn}, part{"body", m.Body})
	d.indent = ""
}

type part struct {
	name string
	x    expression.Expr
}

func (d *dumper) parts(loop *template.Loop, parts ...part) {
	if loop != nil {
		d.line("for (%s, %s) in %s", loop.Item, loop.Index, expr(loop.In))
	}
	for _, p := range parts {
		if o, ok := p.x.(*expression.Object); p.x == nil || ok && p.name == "body" && len(o.Members) == 0 {
			continue
		}
		d.line("%s %s", p.name, expr(p.x))
	}
}

func when(set bool, text string) string {
	if set {
		return text
	}
	return ""
}

func optional(before string, x expression.Expr) string {
	if x == nil {
		return ""
	}
	return before + expr(x)
}

func allowed(vs []value.Value) string {
	if vs == nil {
		return ""
	}
	var out []string
	for _, v := range vs {
		out = append(out, value.Expr(v))
	}
	return " of [" + strings.Join(out, ", ") + "]"
}

// typ writes a type in Bicep's manner, with what its decorators say in <…>.
func typ(t *template.Type) string {
	var s string
	switch t.Kind {
	case template.TypeAny:
		s = "any"
	case template.TypeString:
		s = "string"
	case template.TypeInt:
		s = "int"
	case template.TypeBool:
		s = "bool"
	case template.TypeObject:
		var ps []string
		for _, p := range t.Properties {
			ps = append(ps, p.Name+": "+typ(p.Type))
		}
		if t.Additional != nil {
			ps = append(ps, "*: "+typ(t.Additional))
		}
		if s = "object"; ps != nil {
			s = "{" + strings.Join(ps, ", ") + "}"
		}
	case template.TypeArray:
		if s = "array"; t.Items != nil {
			s = typ(t.Items) + "[]"
		}
	case template.TypeTuple:
		var ts []string
		for _, x := range t.Tuple {
			ts = append(ts, typ(x))
		}
		s = "[" + strings.Join(ts, ", ") + "]"
	case template.TypeLiteral:
		s = value.Expr(t.Literal)
	case template.TypeUnion, template.TypeDiscriminated:
		var ts []string
		for _, x := range t.Members {
			ts = append(ts, typ(x))
		}
		s = "(" + strings.Join(ts, " | ") + ")" + when(t.Kind == template.TypeDiscriminated, "<discriminated>")
	case template.TypeRef:
		s = "ref:" + when(t.Namespace != "", t.Namespace+".") + t.Name
	case template.TypeAccess:
		s = typ(t.Base) + "/" + t.Step
	case template.TypeResource:
		s = "resource<" + t.Name + ">"
	}
	s += when(t.Nullable, "?") + when(t.NonNull, "!") + when(t.Secure, "<secure>")
	for _, b := range []struct {
		name string
		n    *int64
	}{{"minValue", t.MinValue}, {"maxValue", t.MaxValue}, {"minLength", t.MinLength}, {"maxLength", t.MaxLength}} {
		if b.n != nil {
			s += fmt.Sprintf("<%s %d>", b.name, *b.n)
		}
	}
	return s
}

func exprs(xs []expression.Expr) string {
	var out []string
	for _, x := range xs {
		out = append(out, expr(x))
	}
	return strings.Join(out, ", ")
}

var nameKinds = map[expression.NameKind]string{
	expression.NameParameter: "param", expression.NameVariable: "var", expression.NameResource: "res",
	expression.NameLocal: "local", expression.NameNamespace: "ns",
}

// expr writes an expression on one line, with the kind in front of each name.
func expr(x expression.Expr) string {
	switch x := x.(type) {
	case *expression.Literal:
		return value.Expr(x.Value)
	case *expression.Text:
		var b strings.Builder
		for _, p := range x.Pieces {
			if p.Hole != nil {
				b.WriteString("${" + expr(p.Hole) + "}")
			} else {
				b.WriteString(p.Lit)
			}
		}
		return "`" + b.String() + "`"
	case *expression.Object:
		var ms []string
		for _, m := range x.Members {
			if m.Spread {
				ms = append(ms, "..."+expr(m.Value))
			} else {
				ms = append(ms, strings.Trim(expr(m.Key), "'")+": "+expr(m.Value))
			}
		}
		return "{" + strings.Join(ms, ", ") + "}"
	case *expression.Array:
		var items []string
		for _, it := range x.Items {
			items = append(items, when(it.Spread, "...")+expr(it.Value))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case *expression.Call:
		s := x.Name + "(" + exprs(x.Args) + ")"
		if x.Namespace != "" {
			s = x.Namespace + "." + s
		}
		if x.Receiver != nil {
			s = expr(x.Receiver) + "->" + s
		}
		return s
	case *expression.Prop:
		return expr(x.Base) + "." + when(x.Safe, "?") + x.Name
	case *expression.Index:
		return expr(x.Base) + "[" + when(x.Safe, "?") + when(x.FromEnd, "^") + expr(x.Index) + "]"
	case *expression.Paren:
		return "(" + expr(x.X) + ")"
	case *expression.Name:
		return nameKinds[x.Kind] + ":" + x.Name
	case *expression.Lambda:
		return "(" + strings.Join(x.Params, ", ") + ") => " + expr(x.Body)
	case *expression.For:
		return "[for (" + x.Item + ", " + x.Index + ") in " + expr(x.In) + ": " + expr(x.Body) + "]"
	case *expression.Bad:
		return "<bad>"
	case nil:
		return "<nil>"
	}
	return fmt.Sprintf("<%T>", x)
}
