package template

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
	"moat/parsers/template/expression"
)

// inlineDeployment follows a nested deployment whose template is a value, as
// Bicep writes it: a resource with an object, or loaded JSON, for its template.
// The call stands beside the resource. A template that deploys nothing, as
// those that only count usage, makes none.
func (in *instance) inlineDeployment(h *handle, g *graph.Declaration) {
	if call := h.nestedCall(); call != nil {
		call.evaluate()
		return
	}
	l := value.Get(g.Body, value.ParsePath("properties.template"))
	if l.Presence == value.Absent || l.Value != nil && deploysNothing(l.Value) {
		return
	}
	in.module.Gaps = append(in.module.Gaps, graph.Gap{
		Kind: graph.GapModule, Name: value.PlainText(h.fullName(), "…"), At: h.decl.At, Why: "its template can't be known",
	})
}

// nestedCall is the module call that a resource amounts to whose template is a
// known object; nil for any other resource.
func (h *handle) nestedCall() *callHandle {
	if h.nestedDone || !strings.EqualFold(h.typ, deploymentsType) || h.decl.Extension != "" || h.decl.Existing {
		return h.nested
	}
	h.nestedDone = true
	props, ok := h.declaredMember("properties").(value.Object)
	if !ok {
		return nil
	}
	m, ok := props.Member("template")
	if !ok || m.Maybe || m.Value.Kind() != value.KindObject || deploysNothing(m.Value) {
		return nil
	}
	d := h.nestedModule(props, m.Value)
	h.nested = &callHandle{in: h.in, decl: d, it: h.it, c: h.c}
	for _, p := range d.Inline.Problems {
		h.in.run.problem(p.Kind, p.At, "%s", p.Message)
	}
	return h.nested
}

// nestedModule is the declaration of a module whose template is a value.
func (h *handle) nestedModule(props value.Object, template value.Value) *Module {
	at := h.decl.At
	b := &builder{file: at.File}
	d := &Module{
		Symbol: h.decl.Symbol, SymbolAt: h.decl.SymbolAt, Path: h.describe(), PathAt: at, At: at, Whole: h.decl.Whole,
		Inline: FromNode(ValueNode(template, at)), Name: h.decl.Name, ScopeRef: h.decl.ScopeRef,
		Condition: h.decl.Condition, DependsOn: h.decl.DependsOn, Body: &expression.Object{At: at},
		TargetSubscription: h.bodyExpr("subscriptionId"), TargetResourceGroup: h.bodyExpr("resourceGroup"),
	}
	if p, ok := props.Member("parameters"); ok {
		d.Params = b.arguments(ValueNode(p.Value, at))
	}
	scope := value.Get(props, value.ParsePath("expressionEvaluationOptions.scope"))
	s, _ := scope.Value.(value.String)
	d.Outer = !strings.EqualFold(s.String(), "inner") && !(s.String() == "" && h.in.t.Symbolic && h.in.t.FoldNames)
	d.Inline.Problems = append(d.Inline.Problems, b.problems...)
	return d
}

// bodyExpr is a top-level property as an expression; nil if it isn't declared.
func (h *handle) bodyExpr(name string) expression.Expr {
	v := h.declaredMember(name)
	if v == nil || v.Kind() == value.KindNull {
		return nil
	}
	return &expression.Literal{At: h.decl.At, Value: v}
}

// deploysNothing says whether a template is known to have no resources.
func deploysNothing(template value.Value) bool {
	l := value.Get(template, value.ParsePath("resources"))
	switch v := l.Value.(type) {
	case nil:
		return l.Presence == value.Absent
	case value.Array:
		return !v.Open() && len(v.Items()) == 0
	case value.Object:
		return !v.Open() && len(v.Members()) == 0
	}
	return false
}
