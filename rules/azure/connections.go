package azure

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/source"
	"moat/analyzer/value"
)

// KeyUse is a place that needs the keys of a storage account.
type KeyUse struct {
	By string // what uses it
	At source.Range
	// Script is set for the storage of a deployment script, which can't do
	// without a key.
	Script bool
}

// StorageKeyUse finds what can't work without the keys of a storage account: a
// function app that is given them as a connection string, or a deployment
// script; false if nothing does.
//
// Source: Microsoft Learn, "App settings reference for Azure Functions" and
// "Use deployment scripts in templates".
func StorageKeyUse(g *graph.Graph, r *graph.Resource) (KeyUse, bool) {
	for _, typ := range [...]string{"Microsoft.Web/sites", "Microsoft.Web/sites/slots"} {
		for _, site := range g.OfType(typ) {
			list, ok := site.Get("properties.siteConfig.appSettings").Value.(value.Array)
			if !ok {
				continue
			}
			for _, it := range list.Items() {
				name := value.Get(it, value.ParsePath("name"))
				setting := value.Get(it, value.ParsePath("value"))
				if takesKey(name.Value) && leadsTo(setting.Value, r) {
					return KeyUse{By: "the function app", At: oneLine(setting.At)}, true
				}
			}
		}
	}
	for _, typ := range [...]string{"Microsoft.Web/sites/config", "Microsoft.Web/sites/slots/config"} {
		for _, config := range g.OfType(typ) {
			settings, ok := config.Get("properties").Value.(value.Object)
			if !ok {
				continue
			}
			for _, m := range settings.Members() {
				if takesKey(value.NewString(m.Key, nil)) && leadsTo(m.Value, r) {
					return KeyUse{By: "the function app", At: oneLine(m.At)}, true
				}
			}
		}
	}
	for _, script := range g.OfType("Microsoft.Resources/deploymentScripts") {
		l := script.Get("properties.storageAccountSettings.storageAccountName")
		if l.Value != nil && value.EqualID(l.Value, ownName(r)) == value.Yes {
			return KeyUse{By: "the deployment script", At: oneLine(l.At), Script: true}, true
		}
	}
	return KeyUse{}, false
}

// takesKey says whether a setting of a function app is a connection string that
// holds a key.
func takesKey(name value.Value) bool {
	s, ok := name.(value.String)
	return ok && (strings.EqualFold(s.String(), "AzureWebJobsStorage") ||
		strings.EqualFold(s.String(), "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING"))
}

// leadsTo says whether a value is made from the keys, or another run-time
// property, of r.
func leadsTo(v value.Value, r *graph.Resource) bool {
	key := value.IDKey(r.ID)
	for _, id := range mentions(v) {
		if value.IDKey(id) == key {
			return true
		}
	}
	return false
}

// KeyMethods are the authentication types of a connection that store a key.
// Source: the discriminator of Microsoft.CognitiveServices/accounts/connections
// in Azure/bicep-types-az.
func KeyMethods() []any {
	return []any{"ApiKey", "AccountKey", "AccessKey", "SAS", "CustomKeys", "UsernamePassword", "PAT"}
}

// IdentityCategories are the categories of connection to services that take
// Microsoft Entra tokens.
func IdentityCategories() []any {
	return []any{
		"CosmosDb", "AzureStorageAccount", "AzureBlob", "ADLSGen2", "CognitiveSearch", "AzureOpenAI", "AIServices",
		"CognitiveService", "AzureSqlDb", "AzureKeyVault", "ContainerRegistry", "AppConfig",
	}
}

// KeyedCategories are the categories whose connections usually hold a key.
func KeyedCategories() []any { return []any{"AppInsights", "ApiManagement", "ModelGateway"} }
