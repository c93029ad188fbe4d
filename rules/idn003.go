package rules

import (
	"fmt"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// IDN003 asks that the keys of the agents' Cosmos DB account are off.
func IDN003() *rule.Rule {
	return &rule.Rule{
		ID: "IDN003", Name: "cosmos-local-auth-enabled",
		Severity: rule.Error, SecuritySeverity: 7.8, Precision: "very-high",
		Tags:    []string{"security", "identity", "external/cwe/cwe-798"},
		Control: "Use Microsoft Entra ID for authentication",
		Types:   []string{azure.CosmosAccounts},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "Keys must be disabled on the Cosmos DB account that keeps the agents' threads.",
			Why: "A primary key reads and changes every conversation of every project, and nothing tells who " +
				"used it.",
			Fix:  "set properties.disableLocalAuth to true; data access then needs a role such as Cosmos DB Built-in Data Contributor",
			Bad:  inTerraform(examples(cosmosBicep("disableLocalAuth: false"), cosmosARM(`"disableLocalAuth": false`)), cosmosTerraform("  local_authentication_enabled = true\n")),
			Good: inTerraform(examples(cosmosBicep("disableLocalAuth: true"), cosmosARM(`"disableLocalAuth": true`)), cosmosTerraform("  local_authentication_enabled = false\n")),
			Sources: []string{
				"Microsoft Learn: Disable key-based authentication in Azure Cosmos DB",
				"Azure Policy 5450f5bd-9c72-4390-a9c4-a7aba4edfdd2: Cosmos DB database accounts should have local authentication methods disabled",
				"Azure Policy 4750c32b-89c0-46af-bfcb-2e4541a818d5: Azure Cosmos DB key based metadata write access should be disabled",
			},
		},
		Check: checkIDN003,
	}
}

func cosmosBicep(property string) string {
	return `resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [ { locationName: 'westeurope', failoverPriority: 0 } ]
    ` + property + `
  }
}
`
}

func cosmosARM(property string) string {
	return `    {
      "type": "Microsoft.DocumentDB/databaseAccounts",
      "apiVersion": "2024-11-15",
      "name": "contoso-threads",
      "location": "westeurope",
      "kind": "GlobalDocumentDB",
      "properties": {
        "databaseAccountOfferType": "Standard",
        "locations": [ { "locationName": "westeurope", "failoverPriority": 0 } ],
        ` + property + `
      }
    }
`
}

func checkIDN003(p *rule.Pass) {
	members := azure.Members(p)
	for _, r := range p.Deployed() {
		sql := azure.SQLAPI(r)
		if sql == value.No || !members.InScope(r) {
			continue
		}
		auth := readSince(r, "properties.disableLocalAuth", "2021-06-15")
		disabled := auth.is(value.No, true)
		switch {
		case disabled == value.Yes:
		case disabled == value.Maybe:
			undetermined(p, auth, "whether keys open the Cosmos DB account can't be decided")
		case sql == value.Maybe:
			undetermined(p, read(r, "properties.capabilities"), "whether the Cosmos DB account has the SQL API, on which keys can be disabled, can't be decided")
		default:
			f := rule.Finding{Message: fmt.Sprintf("keys open the Cosmos DB account: %s", state(auth, "false")), Evidence: members.Evidence(r)}
			metadata := readSince(r, "properties.disableKeyBasedMetadataWriteAccess", "2019-08-01")
			if metadata.is(value.No, true) == value.No {
				f.Message += ", and they change its databases and containers too"
			}
			report(p, auth, f)
		}
	}
}
