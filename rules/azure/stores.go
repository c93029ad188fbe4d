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
