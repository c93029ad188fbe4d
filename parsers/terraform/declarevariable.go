package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/diag"
)

func (d *declarer) variable(b *block) {
	v := &variable{name: b.label(0), nameAt: d.nameAt(b, 0), typ: cty.DynamicPseudoType, untyped: true, nullable: true, damaged: b.damaged}
	if v.name == "" {
		return
	}
	for _, a := range b.body.attrs {
		switch a.name {
		case "type":
			v.typ, v.defaults = d.typeOf(a)
			v.untyped = false
		case "default":
			v.value = a
		case "sensitive":
			v.sensitive = d.flag(a, false)
		case "ephemeral":
			v.sensitive = v.sensitive || d.flag(a, false)
		case "nullable":
			v.nullable = d.flag(a, true)
		case "validation":
			for _, e := range validationExprs(a.expr) {
				v.narrow(e)
			}
		case "description", "deprecated", "const":
		default:
			d.problem(diag.Binding, a.nameAt, "a variable has no argument %q", a.name)
		}
	}
	for _, n := range b.body.blocks {
		if n.typ == "validation" {
			v.narrow(n.body.expr("condition"))
		}
	}
	if first := d.m.varDecl[v.name]; first != nil {
		d.twice(v.nameAt, "variable", v.name, first.nameAt)
		return
	}
	d.m.varDecl[v.name] = v
	d.m.variables = append(d.m.variables, v)
}

// validationExprs are the conditions of validations in JSON.
func validationExprs(e hclsyntax.Expression) []hclsyntax.Expression {
	switch e := e.(type) {
	case *hclsyntax.TupleConsExpr:
		var out []hclsyntax.Expression
		for _, it := range e.Exprs {
			out = append(out, validationExprs(it)...)
		}
		return out
	case *hclsyntax.ObjectConsExpr:
		for _, it := range e.Items {
			if k, ok := literalString(it.KeyExpr); ok && k == "condition" {
				return []hclsyntax.Expression{it.ValueExpr}
			}
		}
	}
	return nil
}

// narrow takes the possible values from contains([...], var.x), which is how
// they are usually listed.
func (v *variable) narrow(e hclsyntax.Expression) {
	if w, ok := e.(*hclsyntax.TemplateWrapExpr); ok {
		e = w.Wrapped
	}
	call, ok := e.(*hclsyntax.FunctionCallExpr)
	if !ok || call.Name != "contains" || len(call.Args) != 2 || call.ExpandFinal {
		return
	}
	ref, ok := call.Args[1].(*hclsyntax.ScopeTraversalExpr)
	if !ok || len(ref.Traversal) != 2 || ref.Traversal.RootName() != "var" {
		return
	}
	if a, ok := ref.Traversal[1].(hcl.TraverseAttr); !ok || a.Name != v.name {
		return
	}
	if list, ok := call.Args[0].(*hclsyntax.TupleConsExpr); ok && v.oneOf == nil {
		v.oneOf = list
	}
}

// damagedExpr says whether an expression is what the parser puts where it finds
// none.
func damagedExpr(e hcl.Expression) bool {
	switch e := e.(type) {
	case *hclsyntax.ExprSyntaxError:
		return true
	case *hclsyntax.LiteralValueExpr:
		return !e.Val.IsKnown()
	}
	return false
}

// typeOf reads a type constraint.
func (d *declarer) typeOf(a *attribute) (cty.Type, *typeexpr.Defaults) {
	e := hcl.Expression(a.expr)
	if text, ok := literalString(a.expr); ok { // in JSON, and in Terraform before 0.12
		switch text {
		case "list", "map":
			text += "(any)"
		}
		parsed, diags := hclsyntax.ParseExpression([]byte(text), a.at.Path(), hcl.Pos{Line: 1, Column: 1, Byte: a.at.Start + 1})
		if diags.HasErrors() {
			d.problem(diag.Evaluation, a.at, "this isn't a type: %s", text)
			return cty.DynamicPseudoType, nil
		}
		e = parsed
	}
	if damagedExpr(e) { // which is said already
		return cty.DynamicPseudoType, nil
	}
	t, defaults, diags := typeexpr.TypeConstraintWithDefaults(e)
	if bad := firstError(diags); bad != nil {
		at := a.at
		if bad.Subject != nil {
			at = d.m.at(*bad.Subject)
		}
		d.problem(diag.Evaluation, at, "this isn't a type that a variable can have: %s", sentence(bad))
		return cty.DynamicPseudoType, nil
	}
	return t, defaults
}

func (d *declarer) flag(a *attribute, otherwise bool) bool {
	if l, ok := a.expr.(*hclsyntax.LiteralValueExpr); ok && l.Val.Type() == cty.Bool && !l.Val.IsNull() {
		return l.Val.True()
	}
	d.problem(diag.Evaluation, a.at, "%s takes true or false, written out", a.name)
	return otherwise
}
