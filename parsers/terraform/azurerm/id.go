package azurerm

import (
	"strings"

	"moat/analyzer/source"
	"moat/analyzer/value"
)

// expand fills a template: {attribute}, with :last for the last segment of an
// id, :group for its resource group, :parent for the resource above it, :owner
// for the resource whose name it is, :role for the role with that name;
// {a|generated} for a name that the provider makes up; {~x} for a part that
// only Azure knows; {subscription}, {tenant} and {id}. False: something that it
// needs isn't written.
func (m *mapper) expand(template string) (value.Value, bool) {
	var pieces []value.Piece
	for rest := template; rest != ""; {
		lit, more, ok := strings.Cut(rest, "{")
		pieces = append(pieces, value.Piece{Lit: lit})
		if !ok {
			break
		}
		name, after, _ := strings.Cut(more, "}")
		v := m.placeholder(name)
		if v == nil {
			return nil, false
		}
		// A parent that is named by reading another resource's name is that
		// resource, whatever group the child says it is in.
		if owner := m.owner(v, pieces); owner != nil {
			pieces = nil
			v = owner
		}
		pieces = append(pieces, piece(v))
		rest = after
	}
	return value.NewText(pieces, nil), true
}

func (m *mapper) placeholder(name string) value.Value {
	if what, ok := strings.CutPrefix(name, "~"); ok {
		return m.runtime(what)
	}
	name, generated := strings.CutSuffix(name, "|generated")
	name, part, _ := strings.Cut(name, ":")
	var v value.Value
	switch name {
	case "subscription":
		v = m.env.Subscription
	case "tenant":
		v = m.env.Tenant
	case "id":
		v = m.id
	default:
		v = m.named(name)
	}
	if v == nil && generated {
		return m.atom("newGuid()", value.ReasonNonDeterministic)
	}
	if v == nil {
		return nil
	}
	switch part {
	case "last":
		return lastSegment(v)
	case "group":
		return cut(v, groupSegments, "tf.resourceGroupId")
	case "role":
		return roleNameToID(input{v: v, env: m.env})[0]
	case "owner": // by a name that is unique in Azure
		if m.env.Owner != nil {
			if id, ok := m.env.Owner(v); ok {
				return id
			}
		}
		return value.NewUnknown(value.UnknownSpec{
			Sym: value.SymCall("tf.resourceId", text(name), v), Type: value.TypeString,
			Why: []value.Why{{Reason: value.ReasonExisting, Name: value.PlainText(v, "…"), At: at(v)}},
		})
	case "parent":
		segs := segments(v)
		return cut(v, len(segs)-2, "tf.parentId")
	}
	return v
}

// groupSegments are those of /subscriptions/{id}/resourceGroups/{name}, with
// the empty one in front.
const groupSegments = 5

// cut keeps the first n segments of an id.
func cut(id value.Value, n int, name string) value.Value {
	segs := segments(id)
	if len(segs) >= n && n > 1 {
		return keep(slashed(segs[:n]), id)
	}
	if value.IsKnown(id) {
		return id
	}
	return call(value.TypeString, name, id)
}

// owner is the id of the resource whose name v is, if it was read from one and
// stands where a parent's name does: behind the segment of a type.
func (m *mapper) owner(v value.Value, before []value.Piece) value.Value {
	if m.env.Owner == nil || len(before) == 0 {
		return nil
	}
	id, ok := m.env.Owner(v)
	if !ok {
		return nil
	}
	segment := before[len(before)-1].Lit
	segment = strings.TrimSuffix(segment, "/")
	segment = segment[strings.LastIndexByte(segment, '/')+1:]
	segs := segments(id)
	if segment == "" || len(segs) < 2 || !strings.EqualFold(value.PlainText(segs[len(segs)-2], "?"), segment) {
		return nil
	}
	return id
}

// runtime is something of the block's resource that only Azure knows.
func (m *mapper) runtime(what string) value.Value { return m.onlyAzure(m.state(), what) }

// atom is a part of the id that equals only itself.
func (m *mapper) atom(what string, reason value.Reason) value.Value {
	m.madeUp = true
	return value.NewUnknown(value.UnknownSpec{
		Sym: value.SymAtom(what, m.env.Instance+"|"+m.block.Address), Type: value.TypeString,
		Why: []value.Why{{Reason: reason, Name: m.block.Address, At: m.block.Head}},
	})
}

// reason is why a property of the block's resource isn't known.
func (m *mapper) reason() value.Reason {
	if m.block.Data {
		return value.ReasonExisting
	}
	return value.ReasonRuntimeReference
}

// identify works out the id of the block's resource: of what isn't written
// whole, an unknown one.
func (m *mapper) identify() value.Value {
	for _, template := range m.typ.ids {
		if id, ok := m.expand(template); ok {
			return id
		}
	}
	if m.block.Data { // found by something else than its name, such as its tags
		return m.atom("resourceId()", value.ReasonExisting)
	}
	return m.atom("resourceId()", value.ReasonTypeError)
}

// named is the value of an attribute that an id is made of.
func (m *mapper) named(name string) value.Value {
	if mem, ok := written(m.block.Body, name); ok {
		return mem.Value
	}
	for _, r := range m.typ.rows {
		if r.name == name {
			return r.defaultFor(m.major)
		}
	}
	return nil
}

// nameOf is the name of the resource with an id, with those of its parents in
// front, and its last part. Parents says how many there are.
func nameOf(id value.Value, typ string) (full, own value.Value) {
	segs := segments(id)
	provider := -1
	for i, s := range segs {
		if value.PlainText(s, "?") == "providers" && s.Kind() == value.KindString {
			provider = i
		}
	}
	own = lastSegment(id)
	want := strings.Count(typ, "/")
	if provider >= 0 && len(segs)-provider-2 == 2*want {
		var parts []value.Value
		for i := provider + 3; i < len(segs); i += 2 {
			parts = append(parts, segs[i])
		}
		return keep(slashed(parts), id), own
	}
	if want <= 1 {
		return own, own
	}
	// The id of a parent isn't known: its name is the end of it.
	parent := lastSegment(slashed(segs[:max(len(segs)-2, 1)]))
	return slashed([]value.Value{parent, own}), own
}

// scopeOf is what a resource with an id is deployed into: its resource group,
// or the subscription.
func scopeOf(id value.Value) value.Value {
	segs := segments(id)
	for i, s := range segs {
		if strings.EqualFold(value.PlainText(s, "?"), "providers") && i > 0 {
			return keep(slashed(segs[:i]), id)
		}
	}
	if len(segs) > groupSegments {
		return keep(slashed(segs[:groupSegments]), id)
	}
	return nil
}

// above cuts the last type and name off an id.
func above(id value.Value) value.Value {
	segs := segments(id)
	if len(segs) < 3 {
		return call(value.TypeString, "tf.parentId", id)
	}
	return keep(slashed(segs[:len(segs)-2]), id)
}

func at(v value.Value) source.Range {
	if v == nil || v.Origin() == nil {
		return source.Range{}
	}
	return v.Origin().At
}
