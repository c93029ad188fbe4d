package rules

import (
	"fmt"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN005 asks that connections to Azure services authenticate by identity.
func IDN005() *rule.Rule {
	return &rule.Rule{
		ID: "IDN005", Name: "connection-key-auth",
		Severity: rule.Error, SecuritySeverity: 7.3, Precision: "high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-522"},
		Control: "Configure managed identities for service authentication",
		Types:   azure.ConnectionTypes(),
		Doc: rule.Doc{
			Summary: "Connections of projects, accounts and hubs to Azure services must authenticate with Microsoft Entra ID.",
			Why: "A key stored in a connection outlives the people who set it up, is shared by everybody in the " +
				"project, and keeps keys alive that would be off otherwise.",
			Fix: "set properties.authType to 'AAD', remove properties.credentials, and give the project's identity a role on the service",
			Bad: inTerraform(examples(connectionBicep("authType: 'ApiKey'\n    credentials: { key: search.listAdminKeys().primaryKey }"), connectionARM(`"authType": "ApiKey", "credentials": { "key": "[listAdminKeys(resourceId('Microsoft.Search/searchServices', 'contoso-vectors'), '2024-06-01-preview').primaryKey]" }`)), connectionTerraform(`      authType = "ApiKey"
      credentials = {
        key = data.azurerm_search_service.vectors.primary_key
      }`)),
			Good: inTerraform(examples(connectionBicep("authType: 'AAD'"), connectionARM(`"authType": "AAD"`)), connectionTerraform(`      authType = "AAD"`)),
			Sources: []string{
				"Microsoft Learn: Add a connection to your project",
				"Microsoft cloud security benchmark IM-1: Use centralized identity and authentication system",
			},
		},
		Check: checkIDN005,
	}
}

func connectionBicep(auth string) string {
	return `resource search 'Microsoft.Search/searchServices@2024-06-01-preview' existing = {
  name: 'contoso-vectors'
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' existing = {
  name: 'contoso-agents/support'
}

resource connection 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'vectors'
  properties: {
    category: 'CognitiveSearch'
    target: 'https://contoso-vectors.search.windows.net'
    ` + auth + `
    metadata: { ApiType: 'Azure', ResourceId: search.id }
  }
}
`
}

func connectionARM(auth string) string {
	return `    {
      "type": "Microsoft.CognitiveServices/accounts/projects/connections",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/support/vectors",
      "properties": {
        "category": "CognitiveSearch",
        "target": "https://contoso-vectors.search.windows.net",
        ` + auth + `,
        "metadata": {
          "ApiType": "Azure",
          "ResourceId": "[resourceId('Microsoft.Search/searchServices', 'contoso-vectors')]"
        }
      }
    }
`
}

func checkIDN005(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		if members.Connects(r) {
			judgeConnection(p, members, r)
		}
	}
}

func judgeConnection(p *rule.Pass, members *azure.Membership, r *graph.Resource) {
	category, auth := read(r, "properties.category"), read(r, "properties.authType")
	azureService := category.is(value.No, azure.IdentityCategories()...)
	keyed := category.is(value.No, azure.KeyedCategories()...)
	if azureService == value.No && keyed == value.No || groundsWithBing(r) || bagOnly(r, auth) {
		return
	}
	byKey := auth.is(value.No, azure.KeyMethods()...)
	f := rule.Finding{}
	switch {
	case byKey == value.No && auth.is(value.No, "ServicePrincipal") == value.Yes && azureService == value.Yes:
		f.Severity, f.SecuritySeverity = rule.Warning, 4.0
		f.Message = fmt.Sprintf("the connection stores the secret of an application: %s", state(auth, "none"))
	case byKey == value.No:
		return
	case byKey == value.Maybe:
		undetermined(p, auth, "whether the connection stores a key can't be decided")
		return
	case azureService != value.Yes && keyed != value.Yes:
		undetermined(p, category, "whether the connection, which stores a key, leads to a service that takes Microsoft Entra tokens can't be decided")
		return
	default:
		f.Message = fmt.Sprintf("the connection stores a key: %s, though %s takes Microsoft Entra tokens", state(auth, "none"), service(category))
		if keyed == value.Yes {
			f.Severity, f.SecuritySeverity = rule.Note, 3.0
			f.Message = fmt.Sprintf("the connection stores a key, as is usual for %s: %s", service(category), state(auth, "none"))
			f.Fix = "keep the key in a key vault and renew it regularly"
		} else if at, named := members.HostNames(r); named {
			f.SecuritySeverity = 8.0
			f.Message += ", and a capability host uses the connection, which must be by identity"
			f.Evidence = []rule.Evidence{{At: at, Message: "the capability host names the connection here"}}
		}
	}
	report(p, auth, f)
}

func service(category property) string {
	if t := category.text(); t != "" {
		return t
	}
	return "the service"
}

// groundsWithBing says whether a connection is one to Bing's grounding, which
// has no identity of its own to offer.
func groundsWithBing(r *graph.Resource) bool {
	return read(r, "properties.metadata.Type").is(value.No, "bing_grounding") == value.Yes
}

// bagOnly says whether a connection of custom keys carries properties only, and
// no credential.
func bagOnly(r *graph.Resource, auth property) bool {
	return auth.is(value.No, "CustomKeys") == value.Yes && read(r, "properties.credentials.keys").Presence == value.Absent
}
