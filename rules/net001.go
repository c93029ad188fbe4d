package rules

import (
	"fmt"
	"strings"

	"moat/analyzer/graph"
	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET001 asks that a Foundry account or hub can't be reached from the public
// internet.
func NET001() *rule.Rule {
	return &rule.Rule{
		ID: "NET001", Name: "foundry-public-network-access",
		Severity: rule.Error, SecuritySeverity: 8.6, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Deploy with private networking using Standard Setup",
		Types:   []string{azure.Accounts, azure.Workspaces},
		Fixable: true,
		Doc: rule.Doc{
			Summary: "The Foundry account or hub must not be reachable from the public internet.",
			Why: "Whoever obtains a token or a key can drive the agents and read their threads from anywhere. " +
				"Private access is the first line of containment.",
			Fix: "set properties.publicNetworkAccess to 'Disabled', and reach the account through a private endpoint",
			Bad: rule.Examples{Bicep: `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "properties": { "allowProjectManagement": true, "publicNetworkAccess": "Enabled" }
    }`), Terraform: foundryTerraform("  public_network_access_enabled = true\n")},
			Good: rule.Examples{Bicep: `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}
`, ARM: armExample(`    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "properties": { "allowProjectManagement": true, "publicNetworkAccess": "Disabled" }
    }`), Terraform: foundryTerraform("  public_network_access_enabled = false\n")},
			Sources: []string{
				"Microsoft Learn: Configure a private link for Microsoft Foundry",
				"Azure Policy 037eea7a-bd0a-46c5-9a66-03aea78705d3: Azure AI Services resources should restrict network access",
				"Azure Policy 438c38d2-3772-465a-a9cc-7a6666a275ce: Azure Machine Learning Workspaces should disable public network access",
			},
		},
		Check: checkNET001,
	}
}

func checkNET001(p *rule.Pass) {
	for _, r := range p.Deployed() {
		if strings.EqualFold(r.Type, azure.Workspaces) {
			if azure.IsHub(r) != value.No {
				judgePublicHub(p, r)
			}
			continue
		}
		if azure.Kind(r, azure.AccountKinds()...) != value.No && azure.Members(p).InScope(r) {
			e := exposure{
				noun: "account", access: read(r, "properties.publicNetworkAccess"), private: narrowed{rule.Warning, 5.5},
			}
			e.filter, e.decides = aclFilter(r)
			e.lone = listsNothing(r)
			e.shutBy(p, r, false).judge(p, r)
		}
	}
}

func judgePublicHub(p *rule.Pass, r *graph.Resource) {
	access := read(r, "properties.publicNetworkAccess")
	switch access.is(value.No, "Disabled") {
	case value.No:
		report(p, access, rule.Finding{
			Message: fmt.Sprintf("the hub can be reached from the public internet: %s", state(access, "Enabled")),
		})
		return
	case value.Maybe:
		undetermined(p, access, "whether the hub can be reached from the public internet can't be decided")
		return
	}
	behind := read(r, "properties.allowPublicAccessWhenBehindVnet")
	if behind.is(value.No, true) == value.Yes {
		report(p, behind, rule.Finding{
			Message: "the hub can be reached from the public internet although it is behind a virtual network: allowPublicAccessWhenBehindVnet is true",
			Fix:     "set properties.allowPublicAccessWhenBehindVnet to false",
		})
	}
}
