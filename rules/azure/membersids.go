package azure

import (
	"slices"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// maxMentions bounds how many ids are taken from one value, maxVisits how many
// of its parts are looked at: parts may be shared, so that a value written out
// can be far larger than it is.
const (
	maxMentions = 32
	maxVisits   = 4096
)

// mentions lists the values in v that may be resource ids: v itself, the
// resource whose run-time property it reads, those of both branches of a
// conditional, and those inside a text.
func mentions(v value.Value) []value.Value {
	var out []value.Value
	visits := 0
	var walk func(v value.Value, depth int)
	walk = func(v value.Value, depth int) {
		if visits++; v == nil || depth > 8 || visits > maxVisits || len(out) >= maxMentions {
			return
		}
		switch v := v.(type) {
		case value.String:
			out = append(out, v)
		case value.Ref:
			out = append(out, v.ID())
		case value.Text:
			out = append(out, v)
			for _, p := range v.Pieces() {
				if p.Hole != nil {
					walk(p.Hole, depth+1)
				}
			}
		case value.Object:
			for _, m := range v.Members() {
				walk(m.Value, depth+1)
			}
		case value.Array:
			for _, it := range slices.Concat(v.Items(), v.Loose()) {
				walk(it, depth+1)
			}
		case value.Unknown:
			out = append(out, v)
			s := v.Sym()
			switch s.Op() {
			case value.OpReference, value.OpProp, value.OpIndex:
				walk(s.Args()[0], depth+1)
			case value.OpCall:
				if transparent(s.Name()) {
					for _, a := range s.Args() {
						walk(a, depth+1)
					}
				}
			}
		}
	}
	walk(v, 0)
	return out
}

// transparent says whether a function hands on the resource that its arguments
// speak of; a hash of an id, say, no longer does.
func transparent(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "list") ||
		slices.Contains([]string{"if", "coalesce", "tolower", "toupper", "replace", "trim", "union", "first", "format", "concat"}, name)
}

// piecesOf takes a text apart; nil for what is no text.
func piecesOf(v value.Value) []value.Piece {
	switch v := v.(type) {
	case value.String:
		return []value.Piece{{Lit: v.String()}}
	case value.Text:
		return slices.Clone(v.Pieces())
	case value.Unknown:
		return []value.Piece{{Hole: v}}
	}
	return nil
}

// cutLast splits an id at its last slash; ok is false where there is none.
func cutLast(id value.Value) (head, last value.Value, ok bool) {
	ps := piecesOf(id)
	for i := len(ps) - 1; i >= 0; i-- {
		if ps[i].Hole != nil {
			continue
		}
		at := strings.LastIndexByte(ps[i].Lit, '/')
		if at < 0 {
			continue
		}
		tail := append([]value.Piece{{Lit: ps[i].Lit[at+1:]}}, ps[i+1:]...)
		front := append(slices.Clone(ps[:i]), value.Piece{Lit: ps[i].Lit[:at]})
		return value.NewText(front, nil), value.NewText(tail, nil), true
	}
	return nil, nil, false
}

// ownName is the last segment of a resource's id: children may be written with
// the names of all above them.
func ownName(r *graph.Resource) value.Value {
	if _, last, ok := cutLast(r.ID); ok {
		return last
	}
	return r.OwnName
}

// owners returns the id and those of the resources above it, nearest first: of
// a blob container its account too, for instance.
func owners(id value.Value) []value.Value {
	out := []value.Value{id}
	for range 8 {
		head, _, ok := cutLast(id)
		if !ok {
			break
		}
		if id, _, ok = cutLast(head); !ok {
			break
		}
		out = append(out, id)
	}
	return out
}

// find returns the resources that an id names. Where no id of the graph equals
// it, those of the same type and name count whose place, another resource group
// say, may be the same; sure is then false.
func find(g *graph.Graph, id value.Value) (found []*graph.Resource, sure bool) {
	if found = g.Resolve(id); len(found) > 0 && !found[0].External {
		return found, true
	}
	head, name, ok := cutLast(id)
	if !ok {
		return found, len(found) > 0
	}
	place := strings.ToLower(value.PlainText(head, "*"))
	at := strings.LastIndex(place, "/providers/")
	if at < 0 || strings.Contains(place[at:], "*") {
		return found, len(found) > 0
	}
	near := []*graph.Resource{}
	for _, r := range g.OfType(place[at+len("/providers/"):]) {
		if !r.External && value.IDKey(name) == value.IDKey(ownName(r)) && value.EqualID(id, r.ID) != value.No {
			near = append(near, r)
		}
	}
	if len(near) > 0 {
		return near, false
	}
	return found, len(found) > 0
}

// serviceHost is a service whose resources are reached by a host name that
// begins with their own.
type serviceHost struct{ suffix, typ string }

// serviceHosts lists the suffixes up to the part that differs between clouds.
// Source: Microsoft Learn, "Azure resource providers", and the private DNS
// zones of "Azure Private Endpoint private DNS zone values".
func serviceHosts() []serviceHost {
	return []serviceHost{
		{".search.windows.", SearchServices},
		{".search.azure.", SearchServices},
		{".documents.azure.", CosmosAccounts},
		{".blob.", StorageAccounts},
		{".dfs.", StorageAccounts},
		{".file.", StorageAccounts},
		{".queue.", StorageAccounts},
		{".table.", StorageAccounts},
		{".vault.azure.", KeyVaults},
		{".vault.usgovcloudapi.", KeyVaults},
		{".azurecr.", Registries},
		{".azurewebsites.", Sites},
		{".openai.azure.", Accounts},
		{".cognitiveservices.azure.", Accounts},
		{".services.ai.azure.", Accounts},
	}
}

// byHost returns the resources whose endpoint an address is.
func byHost(g *graph.Graph, address value.Value) []*graph.Resource {
	name, suffix, ok := splitHost(address)
	if !ok {
		return nil
	}
	var out []*graph.Resource
	for _, row := range serviceHosts() {
		if !strings.HasPrefix(suffix, row.suffix) {
			continue
		}
		for _, r := range g.OfType(row.typ) {
			same := value.EqualID(name, ownName(r))
			if l := r.Get("properties.customSubDomainName"); l.Value != nil {
				same = same.Or(value.EqualID(name, l.Value))
			}
			if same == value.Yes {
				out = append(out, r)
			}
		}
	}
	return out
}

// splitHost takes the first label of the host name from an https address.
func splitHost(address value.Value) (label value.Value, suffix string, ok bool) {
	ps := piecesOf(address)
	if len(ps) == 0 || ps[0].Hole != nil || !strings.HasPrefix(strings.ToLower(ps[0].Lit), "https://") {
		return nil, "", false
	}
	ps[0].Lit = ps[0].Lit[len("https://"):]
	for i, p := range ps {
		if p.Hole != nil {
			continue
		}
		if at := strings.IndexAny(p.Lit, "./:"); at >= 0 {
			if p.Lit[at] != '.' {
				return nil, "", false
			}
			suffix = strings.ToLower(p.Lit[at:])
			ps[i].Lit = p.Lit[:at]
			return value.NewText(ps[:i+1], nil), suffix, true
		}
	}
	return nil, "", false
}
