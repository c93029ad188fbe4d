package template

import (
	"strings"

	"moat/analyzer/value"
	"moat/parsers/template/expression"
	"moat/parsers/template/fn"
)

// ownScope is what the resources of the template are deployed into.
func (in *instance) ownScope() *fn.Scope {
	if in.target != nil {
		return in.target
	}
	return in.scope
}

// scopeValue is the id that a scope: names. The whole tenant is "".
func (in *instance) scopeValue(c *evalContext, e expression.Expr) value.Value {
	v := in.eval(c, e)
	switch v := v.(type) {
	case value.Ref:
		return v.ID()
	case value.Object: // subscription(), resourceGroup('x') and the like
		if l := value.Get(v, value.Path{value.NameStep("id")}); l.Value != nil {
			if strings.HasPrefix(value.PlainText(l.Value, "…"), "/tenants/") { // resource ids of a tenant begin with nothing
				return value.NewString("", v.Origin())
			}
			return l.Value
		}
	case value.String:
		s := strings.TrimSuffix(v.String(), "/")
		if s != "" && !strings.HasPrefix(s, "/") {
			return in.unqualifiedID(s, v)
		}
		return value.NewString(s, v.Origin())
	case value.Text:
		if s := v.Pieces()[0].Lit; strings.Contains(s, "/") && !strings.HasPrefix(s, "/") {
			return in.unqualifiedID(s, v)
		}
		return v
	case value.Unknown, value.Null:
		return v
	}
	in.fault(c, e.Range(), "a scope must be a resource, a resource group, a subscription, a management group or the tenant")
	return in.typeError("scope", e.Range())
}

// unqualifiedID completes an id without a scope, 'Microsoft.X/y/name', which
// ARM JSON allows as a scope; start is its literal beginning. Management groups
// belong to the tenant, all else to the scope of the deployment.
func (in *instance) unqualifiedID(start string, id value.Value) value.Value {
	pieces := []value.Piece{{}, {Lit: "/providers/"}, asPiece(id)}
	if !strings.HasPrefix(lower(start), "microsoft.management/managementgroups/") {
		scope := in.scope
		if in.target != nil {
			scope = in.target
		}
		pieces[0] = asPiece(scope.ID())
	}
	return value.NewText(pieces, id.Origin())
}

// idOf builds the id of a resource from its full type and name.
func (in *instance) idOf(scopeID value.Value, typ string, name value.Value, o *value.Origin) value.Value {
	want := strings.Count(typ, "/")
	names, ok := segments(name, want)
	if !ok && name.Kind() != value.KindUnknown && len(names) < want {
		// The name has too few segments, which Azure refuses. Each that is
		// missing reads past the end of those there are.
		have := value.NewArray(names, nil)
		for i := len(names); i < want; i++ {
			names = append(names[:i:i], value.NewUnknown(value.UnknownSpec{
				Sym: value.SymIndex(have, value.NewInt(int64(i), nil)), Origin: o,
				Why: []value.Why{{Reason: value.ReasonTypeError, Name: typ}},
			}))
		}
		ok = true
	}
	if !ok {
		why := value.WhyOf(name)
		if why == nil {
			why = []value.Why{{Reason: value.ReasonTypeError, Name: typ}}
		}
		args := []value.Value{value.NewString(typ, nil), name}
		if scopeID != nil {
			args = append([]value.Value{scopeID}, args...)
		}
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("resourceId", args...), Why: why, Type: value.TypeString, Origin: o, Secret: value.HasSecret(name),
		})
	}
	return fn.ResourceID(in.ownScope(), scopeID, typ, names, o)
}

// segments splits a resource name at its slashes. Names in it can't hold any,
// so an unknown part counts as one segment or a piece of one.
func segments(name value.Value, want int) ([]value.Value, bool) {
	if want <= 1 {
		return []value.Value{name}, true
	}
	parts := splitSlashes(name)
	return parts, len(parts) == want
}

// splitSlashes splits a string value at the slashes of its literal parts.
func splitSlashes(v value.Value) []value.Value {
	var pieces []value.Piece
	switch v := v.(type) {
	case value.String:
		pieces = []value.Piece{{Lit: v.String()}}
	case value.Text:
		pieces = v.Pieces()
	default:
		return []value.Value{v}
	}
	var out []value.Value
	var cur []value.Piece
	flush := func() {
		s := value.NewText(cur, v.Origin())
		if v.Secret() {
			s = value.AsSecret(s)
		}
		out = append(out, s)
		cur = nil
	}
	for _, p := range pieces {
		if p.Hole != nil {
			cur = append(cur, p)
			continue
		}
		for i, part := range strings.Split(p.Lit, "/") {
			if i > 0 {
				flush()
			}
			cur = append(cur, value.Piece{Lit: part})
		}
	}
	flush()
	return out
}
