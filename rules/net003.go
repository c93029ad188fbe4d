package rules

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET003 asks that the Cosmos DB account that holds the agents' threads must not be open to public networks.
func NET003() *rule.Rule {
	return &rule.Rule{
		ID: "NET003", Name: "cosmos-public-network-access",
		Severity: rule.Error, SecuritySeverity: 7.8, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.CosmosAccounts},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The Cosmos DB account that holds the agents' threads must not be open to public networks.",
			Why:     "Every conversation is stored there. While its public endpoint answers, one leaked key or one role that is too wide is enough to read them from anywhere.",
			Fix:     "set properties.publicNetworkAccess to 'Disabled', and reach the account through a private endpoint",
			Bad: rule.Examples{Bicep: `resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Enabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.DocumentDB/databaseAccounts",
      "apiVersion": "2024-11-15",
      "name": "contoso-threads",
      "location": "westeurope",
      "kind": "GlobalDocumentDB",
      "properties": { "databaseAccountOfferType": "Standard", "locations": [{ "locationName": "westeurope", "failoverPriority": 0 }], "ipRules": [{ "ipAddressOrRange": "0.0.0.0" }] }
    }`), Terraform: cosmosTerraform("  public_network_access_enabled = true\n")},
			Good: rule.Examples{Bicep: `resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Disabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.DocumentDB/databaseAccounts",
      "apiVersion": "2024-11-15",
      "name": "contoso-threads",
      "location": "westeurope",
      "kind": "GlobalDocumentDB",
      "properties": { "databaseAccountOfferType": "Standard", "locations": [{ "locationName": "westeurope", "failoverPriority": 0 }], "publicNetworkAccess": "Disabled" }
    }`), Terraform: cosmosTerraform("  public_network_access_enabled = false\n")},
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Azure Policy 797b37f7-06b8-444c-b1ad-fc62867f335a: Azure Cosmos DB should disable public network access",
				"Azure Policy 862e97cf-49fc-4a5c-9de4-40d4e2e7c8eb: Azure Cosmos DB accounts should have firewall rules",
				"Azure Policy 12339a85-a25c-4f17-9f82-4766f13f5c4c: Azure Cosmos DB accounts should not allow traffic from all Azure data centers",
			},
		},
		Check: checkNET003,
	}
}

// Microsoft.DocumentDB has the property as one that can be written from this
// api-version on; source: its published schemas.
const cosmosAccessSince = "2021-01-15"

func checkNET003(p *rule.Pass) {
	m := azure.Members(p)
	for _, r := range p.Deployed() {
		// Agents keep their threads in the SQL API alone.
		if !m.InNetworkScope(r) || m.Scope() == rule.ScopeAgent && azure.CosmosAPI(r) != "Sql" {
			continue
		}
		e := exposure{
			noun: "Cosmos DB account", access: readSince(r, "properties.publicNetworkAccess", cosmosAccessSince),
			private: narrowed{rule.Warning, 5.0}, public: narrowed{rule.Note, 3.0},
		}
		e.filter, e.decides = cosmosFilter(r)
		e.shutBy(p, r, true).judge(p, r)
	}
}

// cosmosFilter says whether the account's firewall turns away what it doesn't
// list. Without any entry, and without a filter for networks, it takes in
// everything.
func cosmosFilter(r *graph.Resource) (value.Tri, property) {
	filled, open, decides := listed(r, "properties.ipRules", "ipAddressOrRange", azure.DatacenterRange)
	if old := read(r, "properties.ipRangeFilter"); old.Presence != value.Absent { // before 2020-03-01
		oldFilled, oldOpen := rangeFilter(old)
		filled = filled.Or(oldFilled)
		if open = open.Or(oldOpen); oldOpen != value.No {
			decides = old
		}
	}
	networks := read(r, "properties.isVirtualNetworkFilterEnabled")
	filter := networks.is(value.No, true).Or(filled)
	if filter == value.Maybe && open == value.No {
		decides = networks
	}
	return filter.And(open.Not()), decides
}

// rangeFilter reads the list of addresses in one text, with commas between.
func rangeFilter(p property) (filled, open value.Tri) {
	s, ok := p.Value.(value.String)
	if !ok {
		return value.Maybe, value.Maybe
	}
	filled, open = value.No, value.No
	for entry := range strings.SplitSeq(s.String(), ",") {
		if strings.TrimSpace(entry) != "" {
			filled = value.Yes
			open = open.Or(azure.DatacenterRange(value.NewString(entry, nil)))
		}
	}
	return filled, open
}
