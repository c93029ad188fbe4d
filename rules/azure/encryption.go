package azure

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// AttachedIdentity says whether a user-assigned identity is attached to a
// resource: a key that the identity is to fetch can't be read otherwise. Azure
// takes no notice of the list where the type of the identity doesn't speak of it.
func AttachedIdentity(r *graph.Resource, id value.Value) value.Tri {
	return HasIdentity(r, "UserAssigned").And(listedIdentity(r, id))
}

func listedIdentity(r *graph.Resource, id value.Value) value.Tri {
	l := r.Get("identity.userAssignedIdentities")
	if l.Presence == value.Absent {
		return value.No
	}
	attached, ok := l.Value.(value.Object)
	if !ok {
		return value.Maybe
	}
	answer := value.TriOf(false)
	if attached.Open() && attached.Sym() != nil { // not only for a name that isn't known
		answer = value.Maybe
	}
	for _, m := range attached.Members() {
		key := m.KeyValue
		if key == nil {
			key = value.NewString(m.Key, nil)
		}
		answer = answer.Or(value.EqualID(key, id))
	}
	return answer
}

// HasIdentity says whether a resource has a managed identity of one of the
// kinds, such as SystemAssigned; with none given, any.
func HasIdentity(r *graph.Resource, kinds ...string) value.Tri {
	l := r.Get("identity.type")
	switch {
	case l.Presence == value.Absent:
		return value.No
	case l.Value == nil:
		return value.Maybe
	}
	s, ok := l.Value.(value.String)
	if !ok {
		return value.Maybe
	}
	// Both kinds together are spelled with a comma between them.
	for have := range strings.SplitSeq(s.String(), ",") {
		have = strings.TrimSpace(have)
		if strings.EqualFold(have, "None") {
			continue
		}
		if len(kinds) == 0 || slices.ContainsFunc(kinds, func(k string) bool { return strings.EqualFold(k, have) }) {
			return value.Yes
		}
	}
	return value.No
}

// Versionless says whether the URI of a key names no version of it:
// https://vault/keys/name and no more.
func Versionless(uri value.Value) value.Tri {
	text := value.PlainText(uri, hole)
	if text == "" || text == hole {
		return value.Maybe
	}
	_, rest, found := strings.Cut(strings.ToLower(text), "/keys/")
	if !found {
		return value.Maybe
	}
	name, version, more := strings.Cut(rest, "/")
	if pieces := piecesOf(uri); version == hole && FromAzure(pieces[len(pieces)-1].Hole) {
		return value.No // that Azure gives a version its name is sure, only which isn't
	}
	if !more && strings.Contains(name, hole) || version == hole {
		return value.Maybe // what isn't known may hold the version
	}
	return value.TriOf(version == "")
}

// FromAzure says whether a value is a property of a resource that Azure fills:
// what it is isn't known, but that it is there.
func FromAzure(v value.Value) bool {
	if v == nil {
		return false
	}
	whys := value.WhyOf(v)
	return len(whys) > 0 && (whys[0].Reason == value.ReasonExisting || whys[0].Reason == value.ReasonRuntimeReference)
}

// UserAssignedPrefix begins the default identity of a Cosmos DB account that is
// a user-assigned one; its id follows.
const UserAssignedPrefix = "UserAssignedIdentity="

// DefaultIdentity takes the id of the user-assigned identity out of a Cosmos DB
// account's defaultIdentity; nil if it is another kind or isn't known.
func DefaultIdentity(v value.Value) value.Value {
	ps := piecesOf(v)
	if len(ps) == 0 || ps[0].Hole != nil || len(ps[0].Lit) < len(UserAssignedPrefix) ||
		!strings.EqualFold(ps[0].Lit[:len(UserAssignedPrefix)], UserAssignedPrefix) {
		return nil
	}
	ps[0].Lit = ps[0].Lit[len(UserAssignedPrefix):]
	return value.NewText(ps, nil)
}
