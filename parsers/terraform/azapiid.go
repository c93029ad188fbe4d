package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"moat/analyzer/source"
	"moat/analyzer/value"
	"moat/parsers/terraform/typed"
)

func subscriptionPath(sub value.Value) value.Value {
	return value.NewText([]value.Piece{{Lit: "/subscriptions/"}, asPiece(sub)}, sub.Origin())
}

func asPiece(v value.Value) value.Piece {
	if s, ok := value.Render(v, false); ok {
		if value.HasSecret(v) { // the text made of it takes the taint over
			return value.Piece{Hole: value.AsSecret(value.NewString(s, nil))}
		}
		return value.Piece{Lit: s}
	}
	return value.Piece{Hole: v}
}

// fromParent builds the id below the parent's: of a resource type of several
// segments the parent is the resource of the type without the last one, else
// what the resource is deployed into or extends.
func (a *azapiResource) fromParent(parent value.Value) {
	o := value.NewOrigin(value.Origin{Kind: value.OriginComputed, Name: "id", Next: a.own.Origin()})
	if own := a.own.Origin(); own != nil {
		o.At = own.At
	}
	segments := strings.Split(a.typ, "/")
	last := segments[len(segments)-1]
	pp := asPiece(parent)
	if s, ok := parent.(value.String); ok && !s.Secret() {
		pp.Lit = strings.TrimSuffix(s.String(), "/")
	}
	switch {
	case strings.EqualFold(a.typ, "Microsoft.Resources/resourceGroups"):
		a.id = value.NewText([]value.Piece{pp, {Lit: "/resourceGroups/"}, asPiece(a.own)}, o)
		a.name, a.scope = a.own, parent
	case len(segments) == 2:
		a.id = value.NewText([]value.Piece{pp, {Lit: "/providers/" + a.typ + "/"}, asPiece(a.own)}, o)
		a.name, a.scope = a.own, parent
	default:
		a.id = value.NewText([]value.Piece{pp, {Lit: "/" + last + "/"}, asPiece(a.own)}, o)
		a.parent = parent
		names := namesIn(parent, len(segments)-2)
		pieces := make([]value.Piece, 0, 2*len(names)+1)
		for _, n := range names {
			pieces = append(pieces, asPiece(n), value.Piece{Lit: "/"})
		}
		a.name = value.NewText(append(pieces, asPiece(a.own)), a.own.Origin())
		a.scope = scopeIn(parent)
	}
}

// fromID takes name, parent and scope from the id of the resource.
func (a *azapiResource) fromID(id value.Value) {
	a.id = id
	n := strings.Count(a.typ, "/")
	names := namesIn(id, n)
	a.own = names[len(names)-1]
	pieces := make([]value.Piece, 0, 2*n)
	for i, name := range names {
		if i > 0 {
			pieces = append(pieces, value.Piece{Lit: "/"})
		}
		pieces = append(pieces, asPiece(name))
	}
	a.name = value.NewText(pieces, id.Origin())
	if s, ok := a.name.(value.String); ok && n == 1 {
		a.own = s
	}
	a.scope = scopeIn(id)
	if n > 1 {
		a.parent = cutID(id, 2)
	}
	a.parentID = typed.Value{V: cutID(id, 2), T: cty.String}
	if n == 1 && a.scope != nil {
		a.parentID.V = a.scope
	}
}

// namesIn are the last n names in an id. Of one that isn't known they are taken
// by the same function that a template would take them by.
func namesIn(id value.Value, n int) []value.Value {
	parts := splitSlashes(id)
	out := make([]value.Value, n)
	for i := range out {
		back := 2 * (n - 1 - i) // pairs of type and name behind it
		at := len(parts) - 1 - back
		if at >= 1 && at < len(parts) {
			out[i] = parts[at]
			continue
		}
		split := value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("split", id, value.NewString("/", nil)), Why: whyOr(id, source.Range{}), Type: value.TypeArray, Secret: value.HasSecret(id),
		})
		sym := value.SymCall("last", split)
		if back > 0 {
			sym = value.SymCall("indexFromEnd", split, value.NewInt(int64(back+1), nil))
		}
		out[i] = value.NewUnknown(value.UnknownSpec{Sym: sym, Why: whyOr(id, source.Range{}), Type: value.TypeString, Secret: value.HasSecret(id), Origin: id.Origin()})
	}
	return out
}

// scopeIn is what stands in an id before the last /providers/: what the
// resource is deployed into or extends. Nil if that can't be told.
func scopeIn(id value.Value) value.Value {
	pieces := piecesOf(id)
	for i := len(pieces) - 1; i >= 0; i-- {
		if pieces[i].Hole != nil {
			continue
		}
		at := strings.LastIndex(strings.ToLower(pieces[i].Lit), "/providers/")
		if at < 0 {
			continue
		}
		cut := append(pieces[:i:i], value.Piece{Lit: pieces[i].Lit[:at]})
		return value.NewText(cut, id.Origin())
	}
	return nil
}

func piecesOf(v value.Value) []value.Piece {
	switch v := v.(type) {
	case value.String:
		return []value.Piece{{Lit: v.String()}}
	case value.Text:
		return v.Pieces()
	}
	return []value.Piece{{Hole: v}}
}

// cutID drops the last n segments of an id; an id that has fewer known ones is
// cut by function.
func cutID(id value.Value, n int) value.Value {
	parts := splitSlashes(id)
	if len(parts) <= n+1 {
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("tf.parent", id), Why: whyOr(id, source.Range{}), Type: value.TypeString, Secret: value.HasSecret(id), Origin: id.Origin(),
		})
	}
	var pieces []value.Piece
	for i, p := range parts[:len(parts)-n] {
		if i > 0 {
			pieces = append(pieces, value.Piece{Lit: "/"})
		}
		pieces = append(pieces, asPiece(p))
	}
	return value.NewText(pieces, id.Origin())
}

// splitSlashes splits a string value at the slashes of its literal parts.
func splitSlashes(v value.Value) []value.Value {
	if k := v.Kind(); k != value.KindString && k != value.KindText {
		return []value.Value{v}
	}
	var out []value.Value
	var cur []value.Piece
	flush := func() {
		s := value.NewText(cur, v.Origin())
		out = append(out, inherit(s, v))
		cur = nil
	}
	for _, p := range piecesOf(v) {
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
