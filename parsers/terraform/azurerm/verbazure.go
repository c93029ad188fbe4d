package azurerm

import (
	_ "embed"
	"strings"

	"moat/analyzer/value"
)

// splitKeyID takes the URL of a key, https://{vault}/keys/{name}/{version},
// apart: name, version, and the vault's URI. Without a version the service
// follows the newest one.
func splitKeyID(in input) []value.Value {
	segs := segments(in.v)
	plain := func(i int) string { return value.PlainText(segs[i], "") }
	if len(segs) >= 5 && plain(0) == "https:" && plain(1) == "" && plain(3) == "keys" && segs[3].Kind() == value.KindString {
		var version value.Value
		if len(segs) > 5 && !isEmpty(segs[5]) {
			version = segs[5]
		}
		return []value.Value{segs[4], version, keep(vaultURI(segs[2]), in.v)}
	}
	if value.IsKnown(in.v) {
		return []value.Value{nil, nil, in.v} // no URL of a key: the provider refuses it
	}
	parts := call(value.TypeArray, "split", in.v, text("/"))
	part := func(i int64) value.Value {
		return unknownOf(in.v, value.SymIndex(parts, value.NewInt(i, nil)), value.TypeString)
	}
	return []value.Value{part(4), part(5), keep(vaultURI(part(2)), in.v)}
}

func isEmpty(v value.Value) bool {
	s, ok := v.(value.String)
	return ok && s.String() == ""
}

// vaultURI is the URI of the vault with a host name.
func vaultURI(host value.Value) value.Value {
	return value.NewText([]value.Piece{{Lit: "https://"}, piece(host), {Lit: "/"}}, nil)
}

func splitKeyIDBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 3 || out[0] == nil || out[2] == nil {
		return nil, false
	}
	pieces := []value.Piece{piece(out[2])}
	if !strings.HasSuffix(value.PlainText(out[2], "?"), "/") {
		pieces = append(pieces, value.Piece{Lit: "/"})
	}
	pieces = append(pieces, value.Piece{Lit: "keys/"}, piece(out[0]))
	if out[1] != nil && !isEmpty(out[1]) {
		pieces = append(pieces, value.Piece{Lit: "/"}, piece(out[1]))
	}
	return []value.Value{value.NewText(pieces, out[0].Origin())}, true
}

// vaultSuffix ends the host names of key vaults in the public cloud.
const vaultSuffix = ".vault.azure.net"

// vaultURIOf is the URI of the vault with an ARM id, in the public cloud.
func vaultURIOf(in input) value.Value {
	return keep(value.NewText([]value.Piece{{Lit: "https://"}, piece(lastSegment(in.v)), {Lit: vaultSuffix + "/"}}, nil), in.v)
}

// lastSegment is the name that an id ends in.
func lastSegment(id value.Value) value.Value {
	segs := segments(id)
	if len(segs) == 1 && !value.IsKnown(id) {
		return call(value.TypeString, "last", call(value.TypeArray, "split", id, text("/")))
	}
	return segs[len(segs)-1]
}

//go:embed roles.txt
var roleNames string

const roleDefinitions = "/providers/Microsoft.Authorization/roleDefinitions/"

// roleID is the GUID of the built-in role with a name, whatever its case.
func roleID(name string) (string, bool) {
	for line := range strings.Lines(roleNames) {
		guid, have, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && !strings.HasPrefix(line, "#") && strings.EqualFold(have, name) {
			return guid, true
		}
	}
	return "", false
}

// roleName is the name of the built-in role with a GUID.
func roleName(guid string) (string, bool) {
	for line := range strings.Lines(roleNames) {
		have, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && !strings.HasPrefix(line, "#") && strings.EqualFold(have, guid) {
			return name, true
		}
	}
	return "", false
}

// roleNameToID looks a role up: a built-in one by its name, one that the same
// configuration defines by the reference to it. Any other only Azure can find.
func roleNameToID(in input) []value.Value {
	if in.env != nil && in.env.Owner != nil {
		if id, ok := in.env.Owner(in.v); ok {
			return []value.Value{keep(id, in.v)}
		}
	}
	s, ok := in.v.(value.String)
	if ok {
		if guid, ok := roleID(s.String()); ok {
			return []value.Value{keep(text(roleDefinitions+guid), s)}
		}
	}
	why := value.WhyOf(in.v)
	if why == nil {
		why = []value.Why{{Reason: value.ReasonRuntimeReference, Name: value.PlainText(in.v, "…"), At: at(in.v)}}
	}
	return []value.Value{value.NewUnknown(value.UnknownSpec{
		Sym: value.SymCall("tf.roleDefinitionId", in.v), Why: why, Type: value.TypeString,
		Secret: value.HasSecret(in.v), Origin: in.v.Origin(),
	})}
}

func roleNameToIDBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	s, ok := out[0].(value.String)
	if !ok {
		return nil, false
	}
	name, ok := roleName(s.String()[strings.LastIndex(s.String(), "/")+1:])
	return []value.Value{keep(text(name), s)}, ok
}

// customerID is the GUID by which a Log Analytics workspace is known to those
// that write to it. The provider asks the workspace for it.
func customerID(in input) value.Value {
	state := unknownOf(in.v, value.SymReference(in.v, ""), value.TypeObject)
	if value.WhyOf(in.v) == nil {
		state = value.NewUnknown(value.UnknownSpec{
			Sym: value.SymReference(in.v, ""), Type: value.TypeObject,
			Why: []value.Why{{Reason: value.ReasonRuntimeReference, Name: value.PlainText(in.v, "…"), At: at(in.v)}},
		})
	}
	properties := unknownOf(state, value.SymProp(state, "properties"), value.TypeObject)
	return keep(unknownOf(state, value.SymProp(properties, "customerId"), value.TypeString), in.v)
}

// searchAuth is authOptions of a search service: nothing while keys are off;
// else keys alone, or keys and Entra ID with the failure mode that is written.
func searchAuth(in input) []value.Value {
	keys := in.with[0]
	options := object([]value.Member{{Key: "apiKeyOnly", Value: object(nil)}})
	if in.v != nil {
		mode := object([]value.Member{{Key: "aadAuthFailureMode", Value: in.v}})
		options = object([]value.Member{{Key: "aadOrApiKey", Value: mode}})
	}
	v := value.Value(options)
	if in.v != nil {
		v = keep(v, in.v)
	} else if keys != nil {
		v = value.WithOrigin(v, keys.Origin())
	}
	if keys == nil {
		return []value.Value{v}
	}
	return []value.Value{sentIf(keys, v)}
}

func searchAuthBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	if out[0] == nil {
		return []value.Value{nil, value.NewBool(false, nil)}, true
	}
	on := value.Value(value.NewBool(true, nil))
	if l := value.Get(out[0], value.ParsePath("apiKeyOnly")); l.Value != nil {
		return []value.Value{nil, on}, true
	}
	l := value.Get(out[0], value.ParsePath("aadOrApiKey.aadAuthFailureMode"))
	return []value.Value{l.Value, on}, l.Value != nil
}

// identity is the identity of a resource: its ids are the names of members.
func identity(in input) value.Value {
	block, ok := in.v.(value.Object)
	if !ok {
		return in.v
	}
	var members []value.Member
	if m, ok := written(block, "type"); ok {
		members = append(members, value.Member{Key: "type", KeyAt: m.KeyAt, At: m.At, Value: m.Value})
	}
	if m, ok := written(block, "identity_ids"); ok {
		members = append(members, value.Member{Key: "userAssignedIdentities", KeyAt: m.KeyAt, At: m.At, Value: idMembers(m.Value)})
	}
	return value.NewObject(members, block.At(), block.Origin())
}

// idMembers is an object with each id as the name of an empty member.
func idMembers(ids value.Value) value.Value {
	if args, ok := value.AsCall(ids, "if"); ok && len(args) == 3 {
		return value.NewIf(args[0], idMembers(args[1]), idMembers(args[2]), ids.Origin())
	}
	a, ok := ids.(value.Array)
	if !ok {
		if ids.Kind() == value.KindNull {
			return ids
		}
		return call(value.TypeObject, "toObject", ids)
	}
	members := make([]value.Member, len(a.Items()))
	for i, id := range a.Items() {
		members[i] = value.Member{Value: object(nil), KeyAt: at(id)}.Named(id)
	}
	if !a.Open() {
		return value.NewObject(members, at(a), a.Origin())
	}
	for _, id := range a.Loose() {
		members = append(members, value.Member{KeyValue: id, Value: object(nil), Maybe: true})
	}
	return value.NewOpenObject(members, at(a), value.SymCall("toObject", a), a.Why(), a.Origin())
}

func identityBack(_ *row, out []value.Value) ([]value.Value, bool) {
	if len(out) != 1 {
		return nil, false
	}
	o, ok := out[0].(value.Object)
	if !ok {
		return nil, false
	}
	var members []value.Member
	if m, ok := o.Member("type"); ok {
		members = append(members, value.Member{Key: "type", Value: m.Value})
	}
	if m, ok := o.Member("userAssignedIdentities"); ok {
		ids, ok := m.Value.(value.Object)
		if !ok || ids.Open() {
			return nil, false
		}
		items := make([]value.Value, len(ids.Members()))
		for i, id := range ids.Members() {
			if items[i] = id.KeyValue; items[i] == nil {
				items[i] = text(id.Key)
			}
		}
		members = append(members, value.Member{Key: "identity_ids", Value: value.NewArray(items, nil)})
	}
	return []value.Value{keep(object(members), o)}, true
}
