package azure

import (
	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// CosmosAPI is the sub-resource under which a Cosmos DB account answers: Sql
// unless its kind or a capability says otherwise.
//
// Source: Microsoft Learn, Configure Azure Private Link for Azure Cosmos DB.
func CosmosAPI(r *graph.Resource) string {
	if Kind(r, "MongoDB") == value.Yes {
		return "MongoDB"
	}
	list, _ := items(r.Get("properties.capabilities").Value)
	for _, it := range list {
		name := value.Get(it.value, value.ParsePath("name")).Value
		if it.maybe || name == nil {
			continue
		}
		for _, api := range [...]string{"Cassandra", "Gremlin", "Table", "Mongo"} {
			if value.EqualID(name, value.NewString("Enable"+api, nil)) != value.Yes {
				continue
			}
			if api == "Mongo" {
				return "MongoDB"
			}
			return api
		}
	}
	return "Sql"
}

// KeyUser returns a resource that is encrypted with a key of a vault, or nil if
// the graph shows none.
func KeyUser(g *graph.Graph, vault *graph.Resource) *graph.Resource {
	for _, place := range [...]struct{ typ, path string }{
		{Accounts, "properties.encryption.keyVaultProperties.keyVaultUri"},
		{StorageAccounts, "properties.encryption.keyvaultproperties.keyvaulturi"},
		{CosmosAccounts, "properties.keyVaultKeyUri"},
		{SearchServices, "properties.encryptionWithCmk.serviceLevelEncryptionKey.vaultUri"},
		{Workspaces, "properties.encryption.keyVaultProperties.keyVaultArmId"},
	} {
		for _, r := range g.OfType(place.typ) {
			l := r.Get(place.path)
			if r.External || l.Value == nil {
				continue
			}
			for _, id := range mentions(l.Value) {
				if value.EqualID(id, vault.ID) == value.Yes {
					return r
				}
			}
			for _, v := range byHost(g, l.Value) {
				if v == vault {
					return r
				}
			}
		}
	}
	return nil
}

// UseOf returns a resource that names a key or secret of a vault: one that is
// encrypted with it, or a connection; false if the graph shows none.
func UseOf(g *graph.Graph, entry *graph.Resource) (*graph.Resource, bool) {
	var vault *graph.Resource
	if list := owners(entry.ID); len(list) > 1 {
		for _, v := range g.Resolve(list[1]) {
			vault = v
		}
	}
	name := ownName(entry)
	for _, place := range [...]struct{ typ, uri, key string }{
		{Accounts, "properties.encryption.keyVaultProperties.keyVaultUri", "properties.encryption.keyVaultProperties.keyName"},
		{StorageAccounts, "properties.encryption.keyvaultproperties.keyvaulturi", "properties.encryption.keyvaultproperties.keyname"},
		{SearchServices, "properties.encryptionWithCmk.serviceLevelEncryptionKey.vaultUri", "properties.encryptionWithCmk.serviceLevelEncryptionKey.keyVaultKeyName"},
		{CosmosAccounts, "properties.keyVaultKeyUri", ""},
		{Workspaces, "properties.encryption.keyVaultProperties.keyIdentifier", ""},
	} {
		for _, r := range g.OfType(place.typ) {
			uri := r.Get(place.uri)
			if r.External || uri.Value == nil {
				continue
			}
			if place.key != "" {
				key := r.Get(place.key)
				if key.Value != nil && value.EqualID(key.Value, name) == value.Yes && leadsToVault(g, uri.Value, vault, entry) {
					return r, true
				}
				continue
			}
			if leadsTo(uri.Value, entry) || keyInURI(uri.Value, name) && leadsToVault(g, uri.Value, vault, entry) {
				return r, true
			}
		}
	}
	for _, typ := range ConnectionTypes() {
		for _, c := range g.OfType(typ) {
			if l := c.Get("properties.credentials"); !c.External && l.Value != nil && leadsTo(l.Value, entry) {
				return c, true
			}
		}
	}
	return nil, false
}

// leadsToVault says whether an address is that of a vault, or read from it or
// from what it holds.
func leadsToVault(g *graph.Graph, uri value.Value, vault, entry *graph.Resource) bool {
	if leadsTo(uri, entry) {
		return true
	}
	if vault == nil {
		return false
	}
	if leadsTo(uri, vault) {
		return true
	}
	for _, v := range byHost(g, uri) {
		if v == vault {
			return true
		}
	}
	return false
}

// keyInURI says whether the URI of a key, https://vault/keys/name, names it.
func keyInURI(uri, name value.Value) bool {
	head, last, ok := cutLast(uri)
	for range 2 { // a version may follow
		if !ok {
			return false
		}
		if value.EqualID(last, name) == value.Yes {
			return true
		}
		head, last, ok = cutLast(head)
	}
	return false
}
