package tforacle

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/function"
	"moat/parsers/terraform/typed"
)

// errForeign marks expressions that are more than calls of literals.
var errForeign = errors.New("not only literals and calls")

// evaluate runs an expression that consists of literals and calls.
func evaluate(src string) (typed.Value, error) {
	e, diags := hclsyntax.ParseExpression([]byte(src), "", hcl.InitialPos)
	if diags.HasErrors() {
		return typed.Value{}, diags
	}
	return walk(e)
}

func walk(e hclsyntax.Expression) (typed.Value, error) {
	switch e := e.(type) {
	case *hclsyntax.ParenthesesExpr:
		return walk(e.Expression)
	case *hclsyntax.TupleConsExpr:
		items, types := []value.Value{}, []cty.Type{}
		for _, x := range e.Exprs {
			v, err := walk(x)
			if err != nil {
				return v, err
			}
			items, types = append(items, v.V), append(types, v.T)
		}
		return typed.Value{V: value.NewArray(items, nil), T: cty.Tuple(types)}, nil
	case *hclsyntax.ObjectConsExpr:
		return object(e)
	case *hclsyntax.FunctionCallExpr:
		return call(e)
	case *hclsyntax.LiteralValueExpr, *hclsyntax.TemplateExpr, *hclsyntax.UnaryOpExpr:
		v, diags := e.Value(nil)
		if diags.HasErrors() {
			return typed.Value{}, errForeign
		}
		return typed.FromCty(v, nil), nil
	}
	return typed.Value{}, errForeign
}

func object(e *hclsyntax.ObjectConsExpr) (typed.Value, error) {
	var members []value.Member
	types := map[string]cty.Type{}
	for _, it := range e.Items {
		k, diags := it.KeyExpr.Value(nil)
		if diags.HasErrors() || k.Type() != cty.String {
			return typed.Value{}, errForeign
		}
		v, err := walk(it.ValueExpr)
		if err != nil {
			return v, err
		}
		members = append(members, value.Member{Key: k.AsString(), Value: v.V})
		types[k.AsString()] = v.T
	}
	return typed.Value{V: value.NewObject(members, source.Range{}, nil), T: cty.Object(types)}, nil
}

func call(e *hclsyntax.FunctionCallExpr) (typed.Value, error) {
	f, ok := function.Lookup(e.Name)
	if !ok || e.ExpandFinal {
		return typed.Value{}, errForeign
	}
	var attempts []function.Attempt
	for _, x := range e.Args {
		attempts = append(attempts, func() (typed.Value, bool, error) {
			v, err := walk(x)
			return v, false, err
		})
	}
	switch e.Name {
	case "try":
		return function.Try(nil, attempts)
	case "can":
		return function.Can(nil, attempts[0]), nil
	}
	var args []typed.Value
	for _, a := range attempts {
		v, _, err := a()
		if err != nil {
			return v, err
		}
		args = append(args, v)
	}
	return f.Call(nil, args)
}

// show is a value as the console shows it: JSON, and type() without white
// space.
func show(v typed.Value) (json, typ string, err error) {
	c, ok := v.ToCty()
	if !ok {
		return "", "", fmt.Errorf("unknown: %s", value.Expr(v.V))
	}
	raw, err := ctyjson.Marshal(c, c.Type())
	if err != nil {
		return "", "", err
	}
	return escapeHTML(string(raw)), Compact(describe(c)), nil
}

// escapeHTML is the spelling of jsonencode.
func escapeHTML(s string) string {
	return strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`).Replace(s)
}

// describe is type()'s notation; null has no type there.
func describe(v cty.Value) string {
	t := v.Type()
	switch {
	case t == cty.DynamicPseudoType:
		return "dynamic"
	case t.IsTupleType() && !v.IsNull():
		var parts []string
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			parts = append(parts, describe(e))
		}
		return "tuple([" + strings.Join(parts, ",") + "])"
	case t.IsObjectType() && !v.IsNull():
		var parts []string
		for it := v.ElementIterator(); it.Next(); {
			k, e := it.Element()
			parts = append(parts, k.AsString()+":"+describe(e))
		}
		return "object({" + strings.Join(parts, ",") + "})"
	}
	return describeType(t)
}

func describeType(t cty.Type) string {
	switch {
	case t == cty.DynamicPseudoType:
		return "dynamic"
	case t.IsPrimitiveType():
		return t.FriendlyName()
	case t.IsTupleType():
		var parts []string
		for _, e := range t.TupleElementTypes() {
			parts = append(parts, describeType(e))
		}
		return "tuple([" + strings.Join(parts, ",") + "])"
	case t.IsObjectType():
		var parts []string
		for name, e := range t.AttributeTypes() {
			parts = append(parts, name+":"+describeType(e))
		}
		sort.Strings(parts)
		return "object({" + strings.Join(parts, ",") + "})"
	}
	kind := "list"
	if t.IsSetType() {
		kind = "set"
	} else if t.IsMapType() {
		kind = "map"
	}
	return kind + "(" + describeType(t.ElementType()) + ")"
}
