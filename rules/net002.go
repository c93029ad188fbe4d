package rules

import (
	"moat/analyzer/rule"
	"moat/rules/azure"
)

// NET002 asks that storage that agents keep their data in must not be open to public networks.
func NET002() *rule.Rule {
	return &rule.Rule{
		ID: "NET002", Name: "storage-public-network-access",
		Severity: rule.Error, SecuritySeverity: 7.8, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.StorageAccounts},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "Storage that agents keep their data in must not be open to public networks.",
			Why:     "Agents keep files and state in it. While its public endpoint answers, one leaked key or one role that is too wide is enough to read them from anywhere.",
			Fix:     "set properties.publicNetworkAccess to 'Disabled' and properties.networkAcls.defaultAction to 'Deny', and reach the account through a private endpoint",
			Bad: rule.Examples{Bicep: `resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoagents'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow' }
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.Storage/storageAccounts",
      "apiVersion": "2023-05-01",
      "name": "contosoagents",
      "location": "westeurope",
      "kind": "StorageV2",
      "sku": { "name": "Standard_ZRS" },
      "properties": { "publicNetworkAccess": "Enabled" }
    }`), Terraform: storageTerraform("ZRS", "  public_network_access_enabled = true\n")},
			Good: rule.Examples{Bicep: `resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoagents'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' }
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.Storage/storageAccounts",
      "apiVersion": "2023-05-01",
      "name": "contosoagents",
      "location": "westeurope",
      "kind": "StorageV2",
      "sku": { "name": "Standard_ZRS" },
      "properties": { "publicNetworkAccess": "Disabled" }
    }`), Terraform: storageTerraform("ZRS", `  public_network_access_enabled = false

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
`)},
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Azure Policy b2982f36-99f2-4db5-8eff-283140c09693: Storage accounts should disable public network access",
				"Azure Policy 34c877ad-507e-4c82-993e-3452a6e0ad3c: Storage accounts should restrict network access",
			},
		},
		Check: checkNET002,
	}
}

// Microsoft.Storage has the property from this api-version on; source: its
// published schemas.
const storageAccessSince = "2021-06-01"

func checkNET002(p *rule.Pass) {
	for _, r := range p.Deployed() {
		if !azure.Members(p).InNetworkScope(r) {
			continue
		}
		e := exposure{
			noun: "storage account", access: readSince(r, "properties.publicNetworkAccess", storageAccessSince),
			private: narrowed{rule.Warning, 5.0},
		}
		e.filter, e.decides = aclFilter(r)
		e.lone = listsNothing(r)
		e.shutBy(p, r, true).judge(p, r)
	}
}
