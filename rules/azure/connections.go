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
	for _, set := range allSettings(g) {
		if takesKey(set.name) && leadsTo(set.value, r) {
			return KeyUse{By: "the function app", At: set.at}, true
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

// appSetting is one application setting of a site.
type appSetting struct {
	name  string // folded
	value value.Value
	at    source.Range
}

// allSettings lists the application settings of every site, wherever they are
// written.
func allSettings(g *graph.Graph) []appSetting {
	var out []appSetting
	for _, typ := range [...]string{"Microsoft.Web/sites", "Microsoft.Web/sites/slots"} {
		for _, site := range g.OfType(typ) {
			list, _ := items(site.Get("properties.siteConfig.appSettings").Value)
			for _, it := range list {
				name, known := text(value.Get(it.value, value.ParsePath("name")).Value)
				if l := value.Get(it.value, value.ParsePath("value")); known && l.Value != nil {
					out = append(out, appSetting{strings.ToLower(name), l.Value, oneLine(l.At)})
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
				out = append(out, appSetting{strings.ToLower(m.Key), m.Value, oneLine(m.At)})
			}
		}
	}
	return out
}

// The settings by which a function app finds its storage.
const (
	jobsSetting  = "azurewebjobsstorage"
	shareSetting = "website_contentazurefileconnectionstring"
)

// StorageServices names the services of a storage account that the deployment
// uses: the blob service always, the queues where a function app keeps its jobs
// in the account, the file shares where it keeps its content there.
func StorageServices(g *graph.Graph, r *graph.Resource) []string {
	queues, files := false, false
	for _, set := range allSettings(g) {
		byName := set.name == jobsSetting+"__accountname" && value.EqualID(set.value, ownName(r)) == value.Yes
		switch {
		case byName, strings.HasPrefix(set.name, jobsSetting) && leadsTo(set.value, r):
			queues = true
		case set.name == shareSetting && leadsTo(set.value, r):
			files = true
		}
	}
	out := []string{"blobServices"}
	if queues {
		out = append(out, "queueServices")
	}
	if files {
		out = append(out, "fileServices")
	}
	return out
}

// takesKey says whether a setting of a function app is a connection string that
// holds a key.
func takesKey(setting string) bool { return setting == jobsSetting || setting == shareSetting }

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
