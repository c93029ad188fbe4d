package rules

import (
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET004 asks that the search service that holds the agents' vectors must not be open to public networks.
func NET004() *rule.Rule {
	return &rule.Rule{
		ID: "NET004", Name: "search-public-network-access",
		Severity: rule.Error, SecuritySeverity: 7.5, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.SearchServices},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The search service that holds the agents' vectors must not be open to public networks.",
			Why:     "It holds what the agents read: indexed documents and their vectors. While its public endpoint answers, one leaked key or one role that is too wide is enough to read them from anywhere.",
			Fix:     "set properties.publicNetworkAccess to 'Disabled' ('disabled' before api-version 2025-05-01), and reach the service through a private endpoint",
			Bad: rule.Examples{Bicep: `resource search 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Enabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.Search/searchServices",
      "apiVersion": "2025-05-01",
      "name": "contoso-vectors",
      "location": "westeurope",
      "sku": { "name": "standard" },
      "properties": { "publicNetworkAccess": "Enabled" }
    }`), Terraform: searchTerraform("  public_network_access_enabled = true\n")},
			Good: rule.Examples{Bicep: `resource search 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.Search/searchServices",
      "apiVersion": "2025-05-01",
      "name": "contoso-vectors",
      "location": "westeurope",
      "sku": { "name": "standard" },
      "properties": { "publicNetworkAccess": "Disabled" }
    }`), Terraform: searchTerraform("  public_network_access_enabled = false\n")},
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Azure Policy ee980b6d-0eca-4501-8d54-f6290fd512c3: Azure AI Search services should disable public network access",
				"Azure Policy a049bf77-880b-470f-ba6d-9f21c530cf83: Azure AI Search service should use a SKU that supports private link",
			},
		},
		Check: checkNET004,
	}
}

// Microsoft.Search has the property from this api-version on; source: its
// published schemas.
const searchAccessSince = "2020-03-13"

func checkNET004(p *rule.Pass) {
	m := azure.Members(p)
	for _, r := range p.Deployed() {
		if !m.InNetworkScope(r) {
			continue
		}
		tier := read(r, "sku.name")
		if m.PrivateIntent() == value.Yes && tier.is(value.No, "free") == value.Yes {
			report(p, tier, rule.Finding{
				Message:  "the search service can't take part in a private deployment: its tier, free, has no private endpoints",
				Fix:      "set sku.name to 'basic' or a larger tier, set publicNetworkAccess to 'Disabled', and add a private endpoint",
				Evidence: m.Evidence(r),
			})
			continue
		}
		e := exposure{
			noun: "search service", access: readSince(r, "properties.publicNetworkAccess", searchAccessSince),
			private: narrowed{rule.Warning, 5.0}, public: narrowed{rule.Note, 3.0},
		}
		filled, open, decides := listed(r, "properties.networkRuleSet.ipRules", "value", azure.OpenRange)
		e.filter, e.decides = filled.And(open.Not()), decides
		e.shutBy(p, r, true).judge(p, r)
	}
}
