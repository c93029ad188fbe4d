package rules

import (
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET007 asks that every service that an agent deployment brings along needs a private endpoint for the sub-resource that is used.
func NET007() *rule.Rule {
	return &rule.Rule{
		ID: "NET007", Name: "dependency-private-endpoint-missing",
		Severity: rule.Error, SecuritySeverity: 7.2, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.StorageAccounts, azure.CosmosAccounts, azure.SearchServices, azure.KeyVaults, azure.Registries},
		Adds:    []string{"Microsoft.Network/privateEndpoints"},
		Fixable: false,
		Doc: rule.Doc{
			Summary: "Every service that an agent deployment brings along needs a private endpoint for the sub-resource that is used.",
			Why:     "One dependency that is left on its public endpoint breaks the isolation of the whole deployment, and usually forces its firewall open.",
			Fix:     "add a private endpoint for the sub-resource, with a DNS zone group for its zone; in a managed network an outbound rule of type PrivateEndpoint",
			Bad:     storeExample("", "", ""),
			Good:    storeExample(storeEndpointBicep, storeEndpointARM, storeEndpointTerraform("")),
			Sources: []string{
				"Microsoft Learn: Use your own resources and virtual network with the Foundry Agent Service",
				"Microsoft Learn: Azure private endpoint private DNS zone values",
				"Azure Policy 6edd7eda-6dd8-40f7-810d-67160c639cd9: Storage accounts should use private link",
				"Azure Policy 58440f8a-10c5-4151-bdce-dfbaad4a20b7: CosmosDB accounts should use private link",
				"Azure Policy a6abeaec-4d90-4a02-805f-6b26c4d3fbe9: Azure Key Vaults should use private link",
				"Azure Policy e8eef0a8-67cf-4eb4-9386-14b0e78733d4: Container registries should use private link",
			},
		},
		Check: checkNET007,
	}
}

func checkNET007(p *rule.Pass) {
	m := azure.Members(p)
	for _, typ := range p.Rule.Types {
		for _, r := range p.Graph.OfType(typ) {
			// What is there already is asked after only if the agents use it.
			if !m.InNetworkScope(r) || r.External && m.Of(r).Strength < azure.Likely {
				continue
			}
			for _, group := range requiredGroups(p.Graph, r) {
				endpointQuestion{noun: azure.Noun(r), group: group}.judge(p, r)
			}
		}
	}
}

// requiredGroups lists the sub-resources of a service that agents and their
// tools use.
func requiredGroups(g *graph.Graph, r *graph.Resource) []string {
	switch {
	case strings.EqualFold(r.Type, azure.StorageAccounts):
		var groups []string
		for _, service := range azure.StorageServices(g, r) {
			groups = append(groups, strings.TrimSuffix(service, "Services"))
		}
		if read(r, "properties.isHnsEnabled").is(value.No, true) == value.Yes {
			groups = append(groups, "dfs")
		}
		return groups
	case strings.EqualFold(r.Type, azure.CosmosAccounts):
		return []string{azure.CosmosAPI(r)}
	case strings.EqualFold(r.Type, azure.SearchServices) && read(r, "sku.name").is(value.No, "free") == value.Yes:
		return nil // the tier has no endpoints, which NET004 tells
	}
	return []string{azure.LinkGroups(r.Type)[0].ID}
}
