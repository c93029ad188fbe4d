package azure

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/value"
)

// LinkGroup is one sub-resource that a private endpoint can lead to, with the
// DNS zones in which its names must resolve.
type LinkGroup struct {
	ID    string
	Zones []string
}

// LinkGroups lists the sub-resources of a type, the one that agents use first;
// none for a type that isn't listed here.
//
// Source: Microsoft Learn, Azure private endpoint private DNS zone values
// (commercial cloud); sample 15 of microsoft-foundry/foundry-samples for the
// three zones of an account.
func LinkGroups(typ string) []LinkGroup {
	switch strings.ToLower(typ) {
	case "microsoft.cognitiveservices/accounts":
		return []LinkGroup{{"account", []string{
			"privatelink.cognitiveservices.azure.com", "privatelink.openai.azure.com", "privatelink.services.ai.azure.com",
		}}}
	case "microsoft.machinelearningservices/workspaces":
		return []LinkGroup{{"amlworkspace", []string{"privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"}}}
	case "microsoft.storage/storageaccounts":
		blob := []string{"privatelink.blob.core.windows.net"}
		file := []string{"privatelink.file.core.windows.net"}
		queue := []string{"privatelink.queue.core.windows.net"}
		table := []string{"privatelink.table.core.windows.net"}
		dfs := []string{"privatelink.dfs.core.windows.net"}
		web := []string{"privatelink.web.core.windows.net"}
		return []LinkGroup{
			{"blob", blob}, {"blob_secondary", blob}, {"file", file}, {"file_secondary", file},
			{"queue", queue}, {"queue_secondary", queue}, {"table", table}, {"table_secondary", table},
			{"dfs", dfs}, {"dfs_secondary", dfs}, {"web", web}, {"web_secondary", web},
		}
	case "microsoft.documentdb/databaseaccounts":
		return []LinkGroup{
			{"Sql", []string{"privatelink.documents.azure.com"}},
			{"MongoDB", []string{"privatelink.mongo.cosmos.azure.com"}},
			{"Cassandra", []string{"privatelink.cassandra.cosmos.azure.com"}},
			{"Gremlin", []string{"privatelink.gremlin.cosmos.azure.com"}},
			{"Table", []string{"privatelink.table.cosmos.azure.com"}},
			{"Analytical", []string{"privatelink.analytics.cosmos.azure.com"}},
			{"SqlDedicated", []string{"privatelink.sqlx.cosmos.azure.com"}},
		}
	case "microsoft.search/searchservices":
		return []LinkGroup{{"searchService", []string{"privatelink.search.windows.net"}}}
	case "microsoft.keyvault/vaults":
		return []LinkGroup{{"vault", []string{"privatelink.vaultcore.azure.net"}}}
	case "microsoft.containerregistry/registries":
		return []LinkGroup{{"registry", []string{"privatelink.azurecr.io"}}}
	case "microsoft.web/sites":
		return []LinkGroup{{"sites", []string{"privatelink.azurewebsites.net"}}}
	case "microsoft.insights/privatelinkscopes":
		return []LinkGroup{{"azuremonitor", []string{
			"privatelink.monitor.azure.com", "privatelink.oms.opinsights.azure.com", "privatelink.ods.opinsights.azure.com",
			"privatelink.agentsvc.azure-automation.net", "privatelink.blob.core.windows.net",
		}}}
	}
	return nil
}

// ZonesFor are the DNS zones of one sub-resource of r. An account of kind OpenAI
// answers under openai.azure.com alone, and one zone is all that it needs; the
// table of zones lists those of every kind of account together.
//
// Source: Microsoft Learn, Network and access configuration for Azure OpenAI On
// Your Data; Azure Private Endpoint private DNS zone values.
func ZonesFor(r *graph.Resource, group string) []string {
	if strings.EqualFold(r.Type, Accounts) && strings.EqualFold(group, "account") && Kind(r, "OpenAI") == value.Yes {
		return []string{"privatelink.openai.azure.com"}
	}
	return Zones(r.Type, group)
}

// Zones are the DNS zones of one sub-resource of a type, whatever its case.
func Zones(typ, group string) []string {
	for _, g := range LinkGroups(typ) {
		if strings.EqualFold(g.ID, group) {
			return g.Zones
		}
	}
	return nil
}
