package arm_test

import (
	"fmt"
	"strings"

	"moat/analyzer/diag"
	"moat/analyzer/graph"
	"moat/analyzer/language"
	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/template"
	"moat/parsers/template/expression"
)

// dump writes what a file was read as, for golden files.
func dump(tree language.Tree) string {
	d := &dumper{}
	d.line("role %d", tree.Role())
	switch t := tree.(type) {
	case template.Source:
		d.template(t.Template())
	case template.ParameterSource:
		for _, a := range t.ParameterFile().Assignments {
			d.line("param %s%s = %s", a.Name, when(a.Secret, " secret"), expr(a.Value))
		}
	}
	for _, r := range tree.Refs() {
		d.line("ref %d %q %q at %s", r.Kind, r.Written, r.Path, place(r.At))
	}
	for _, c := range tree.Comments() {
		d.line("comment%s", c.Text)
	}
	for _, p := range tree.Problems() {
		d.line("%s", problem(p))
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

func problem(p diag.Diagnostic) string {
	return fmt.Sprintf("%s %s: %s", p.Kind, place(p.At), p.Message)
}

func when(b bool, s string) string {
	if b {
		return s
	}
	return ""
}

func (d *dumper) template(t *template.Template) {
	d.line("scope %s%s", t.Scope, when(t.Symbolic, " symbolic"))
	for _, e := range t.Extensions {
		d.line("extension %q as %q", e.Name, e.Alias)
	}
	for _, x := range t.Types {
		d.line("type %s %s%s", x.Name, typ(x.Type), when(x.Exported, " exported"))
	}
	for _, p := range t.Parameters {
		d.line("param %s %s%s%s at %s", p.Name, typ(p.Type), when(p.Secure, " secure"), optional(" = ", p.Default), place(p.NameAt))
		for _, v := range p.Allowed {
			d.line("  allowed %s", value.Expr(v))
		}
	}
	for _, v := range t.Variables {
		d.line("var %s = %s%s", v.Name, expr(v.Value), when(v.Exported, " exported"))
	}
	for _, f := range t.Functions {
		d.line("func %s.%s(%s) = %s%s", f.Namespace, f.Name, strings.Join(f.Params, ", "), expr(f.Body), when(f.Exported, " exported"))
	}
	for _, r := range t.Resources {
		d.resource(r)
	}
	for _, m := range t.Modules {
		d.module(m)
	}
	for _, o := range t.Outputs {
		d.line("output %s %s%s = %s", o.Name, typ(o.Type), optional(" if ", o.Condition), expr(o.Value))
	}
	for _, g := range t.Gaps {
		d.line("gap %s: %s", place(g.At), g.Why)
	}
}

func (d *dumper) resource(r *template.Resource) {
	d.line("resource %s %s@%s%s%s%s at %s", r.Symbol, r.Type, r.APIVersion,
		when(r.Existing, " existing"), when(r.Extension != "", " of "+r.Extension), when(r.Damaged, " damaged"), place(r.At))
	if r.Parent != nil {
		d.line("  in %s", r.Parent.Type)
	}
	d.parts(r.Loop, part{"if", r.Condition}, part{"name", r.Name}, part{"scope", r.ScopeRef}, part{"dependsOn", r.DependsOn}, part{"body", r.Body})
}

func (d *dumper) module(m *template.Module) {
	d.line("module %s %q %q%s%s%s%s at %s", m.Symbol, m.Path, m.Ref, when(m.Guessed, " guessed"), when(m.Outer, " outer"),
		when(m.Problem != "", ": "+m.Problem), when(m.Damaged, " damaged"), place(m.At))
	d.parts(m.Loop, part{"if", m.Condition}, part{"name", m.Name}, part{"scope", m.ScopeRef}, part{"subscription", m.TargetSubscription},
		part{"group", m.TargetResourceGroup}, part{"params", m.Params}, part{"dependsOn", m.DependsOn}, part{"body", m.Body})
	if m.Inline != nil {
		outer := d.indent
		d.indent += "    "
		d.template(m.Inline)
		d.indent = outer
	}
}

type part struct {
	name string
	x    expression.Expr
}

func (d *dumper) parts(loop *template.Loop, parts ...part) {
	if loop != nil {
		d.line("  loop %s × %s", loop.Name, expr(loop.Count))
	}
	for _, p := range parts {
		if p.x != nil {
			d.line("  %s %s", p.name, expr(p.x))
		}
	}
}

func optional(before string, e expression.Expr) string {
	if e == nil {
		return ""
	}
	return before + expr(e)
}

var nameMarks = map[expression.NameKind]string{
	expression.NameParameter: "param:", expression.NameVariable: "var:", expression.NameResource: "resource:", expression.NameLocal: "local:",
}

// expr prints an expression so that all parts of the tree show.
func expr(e expression.Expr) string {
	switch e := e.(type) {
	case nil:
		return "none"
	case *expression.Literal:
		return value.Expr(e.Value)
	case *expression.Text:
		s := "`"
		for _, p := range e.Pieces {
			if s += p.Lit; p.Hole != nil {
				s += "${" + expr(p.Hole) + "}"
			}
		}
		return s + "`"
	case *expression.Object:
		var members []string
		for _, m := range e.Members {
			for _, c := range m.Copy {
				members = append(members, "copy "+expr(c))
			}
			if m.Copy == nil {
				members = append(members, when(m.Spread, "...")+expr(m.Key)+": "+expr(m.Value))
			}
		}
		return "{" + strings.Join(members, ", ") + "}"
	case *expression.Array:
		var items []string
		for _, it := range e.Items {
			items = append(items, expr(it.Value))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case *expression.Call:
		var args []string
		for _, a := range e.Args {
			args = append(args, expr(a))
		}
		return when(e.Namespace != "", e.Namespace+".") + e.Name + "(" + strings.Join(args, ", ") + ")"
	case *expression.Prop:
		return expr(e.Base) + "." + when(e.Safe, "?") + e.Name
	case *expression.Index:
		return expr(e.Base) + "[" + expr(e.Index) + "]"
	case *expression.Paren:
		return "(" + expr(e.X) + ")"
	case *expression.Name:
		return nameMarks[e.Kind] + e.Name
	case *expression.Lambda:
		return strings.Join(e.Params, ", ") + " => " + expr(e.Body)
	case *expression.For:
		return e.Name + " × " + expr(e.Count) + ": " + expr(e.Body)
	case *expression.Bad:
		return "BAD"
	}
	return fmt.Sprintf("%T", e)
}

var typeNames = map[template.TypeKind]string{
	template.TypeAny: "any", template.TypeString: "string", template.TypeInt: "int", template.TypeBool: "bool", template.TypeObject: "object",
	template.TypeArray: "array", template.TypeTuple: "tuple", template.TypeUnion: "union", template.TypeDiscriminated: "discriminated",
	template.TypeResource: "resource",
}

func typ(t *template.Type) string {
	s := typeNames[t.Kind]
	var parts []string
	switch t.Kind {
	case template.TypeLiteral:
		s = value.Expr(t.Literal)
	case template.TypeRef:
		s = "#" + t.Name
	case template.TypeAccess:
		s = typ(t.Base) + "/" + t.Step
	}
	for _, list := range [...][]*template.Type{t.Members, t.Tuple} {
		for _, m := range list {
			parts = append(parts, typ(m))
		}
	}
	for _, p := range t.Properties {
		parts = append(parts, p.Name+": "+typ(p.Type))
	}
	if t.Items != nil {
		parts = append(parts, "items "+typ(t.Items))
	}
	if t.Additional != nil {
		parts = append(parts, "* "+typ(t.Additional))
	}
	for _, b := range [...]struct {
		name string
		v    *int64
	}{{"min", t.MinValue}, {"max", t.MaxValue}, {"minLength", t.MinLength}, {"maxLength", t.MaxLength}} {
		if b.v != nil {
			parts = append(parts, fmt.Sprintf("%s %d", b.name, *b.v))
		}
	}
	if parts != nil {
		s += "(" + strings.Join(parts, ", ") + ")"
	}
	return s + when(t.Nullable, "?") + when(t.NonNull, "!") + when(t.Secure, " secret")
}

// dumpModule writes what a template deploys, and what its outputs give.
func dumpModule(d *dumper, m *graph.Module, done map[*graph.Module]bool) {
	if done[m] {
		d.line("as before")
		return
	}
	done[m] = true
	for _, r := range m.Resources {
		d.line("%s %s%s%s", r.Type, value.PlainText(r.ID, "…"), when(r.Existing, " existing"), condition(r.Condition))
		d.line("  %s", value.AppendJSON(nil, r.Body, value.JSONOptions{}))
		for _, dep := range r.DependsOn {
			d.line("  after %s%s", value.PlainText(dep.ID, "…"), when(dep.Implied, " implied"))
		}
	}
	for _, c := range m.Calls {
		d.line("call %s to %s%s%s", value.PlainText(c.Name, "…"), value.PlainText(c.Scope, "…"), condition(c.Condition), when(c.Missing != "", ": "+c.Missing))
		for _, a := range c.Arguments {
			d.line("  %s = %s", a.Name, value.AppendJSON(nil, a.Value, value.JSONOptions{}))
		}
		for _, dep := range c.DependsOn {
			d.line("  after %s%s", value.PlainText(dep.ID, "…"), when(dep.Implied, " implied"))
		}
		if c.Module != nil {
			outer := d.indent
			d.indent += "    "
			dumpModule(d, c.Module, done)
			d.indent = outer
		}
	}
	for _, o := range m.Outputs {
		d.line("output %s = %s", o.Name, value.AppendJSON(nil, o.Value, value.JSONOptions{}))
	}
	for _, g := range m.Gaps {
		d.line("gap %q %s: %s", g.Name, place(g.At), g.Why)
	}
}

func condition(v value.Value) string {
	if b, ok := v.(value.Bool); ok && b.Bool() {
		return ""
	}
	return " if " + value.Expr(v)
}
