package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// LOG002 asks that the stores behind the agents export their logs.
func LOG002() *rule.Rule {
	return &rule.Rule{
		ID: "LOG002", Name: "dependency-diagnostics-missing",
		Severity: rule.Warning, SecuritySeverity: 5.8, Precision: "high",
		Tags:    []string{"security", "logging", "external/cwe/cwe-778"},
		Control: "Configure Azure resource logs",
		Adds:    []string{"Microsoft.Insights/diagnosticSettings"},
		Types: []string{
			azure.StorageAccounts, azure.CosmosAccounts, azure.SearchServices, azure.KeyVaults, azure.Registries, azure.Workspaces,
		},
		Doc: rule.Doc{
			Summary: "The stores behind the agents need diagnostic settings that export who read and changed their data.",
			Why:     "Whoever reads the agents' data straight from a store leaves no trace in the account's logs; only the store's own show it.",
			Fix:     "add a Microsoft.Insights/diagnosticSettings resource whose scope is the store (for storage: its blob service), with the category group allLogs and the id of a Log Analytics workspace",
			Bad:     inTerraform(examples(searchBicep("disableLocalAuth: true"), searchARM(`"disableLocalAuth": true`)), searchTerraform("")),
			Good: inTerraform(examples(searchBicep("disableLocalAuth: true")+settingBicep("search"),
				join(searchARM(`"disableLocalAuth": true`), settingARM("Microsoft.Search/searchServices/contoso-vectors"))),
				searchTerraform("")+settingTerraform("azurerm_search_service.vectors")),
			Sources: []string{
				"Microsoft Learn: Supported resource log categories for Azure Monitor",
				"Azure security baseline for Azure AI Foundry: Logging and threat detection",
				"Azure Policy b4330a05-a843-4bc8-bf9a-cacce50c67f4: Resource logs in Search services should be enabled",
				"Azure Policy cf820ca0-f99e-4f3e-84fb-66e913812d21: Resource logs in Key Vault should be enabled",
			},
		},
		Check: checkLOG002,
	}
}

func checkLOG002(p *rule.Pass) {
	members := azure.Members(p)
	for _, typ := range p.Rule.Types {
		for _, r := range p.Graph.OfType(typ) {
			if !members.InScope(r) || r.External && members.Of(r).Strength < azure.Likely {
				continue
			}
			if strings.EqualFold(typ, azure.Workspaces) && azure.IsHub(r) != value.Yes {
				continue
			}
			for _, target := range azure.LogTargets(p.Graph, r) {
				noun := azure.Noun(r)
				if target.Service != "" {
					noun += "'s " + target.Service
				}
				judgeLogs(p, r, target, fmt.Sprintf("the logs of who read and changed the data of the %s", noun))
			}
		}
	}
}
