package rules

import (
	"strings"

	"moat/analyzer/rule"
	"moat/analyzer/value"
	"moat/rules/azure"
)

// NET006 asks that a Foundry account needs a private endpoint for \"account\", a hub one for \"amlworkspace\".
func NET006() *rule.Rule {
	return &rule.Rule{
		ID: "NET006", Name: "foundry-private-endpoint-missing",
		Severity: rule.Error, SecuritySeverity: 7.4, Precision: "high",
		Tags:    []string{"security", "network", "external/cwe/cwe-284"},
		Control: "Configure private endpoints for all dependent resources",
		Types:   []string{azure.Accounts, azure.Workspaces},
		Adds:    []string{"Microsoft.Network/privateEndpoints"},
		Fixable: false,
		Doc: rule.Doc{
			Summary: "A Foundry account needs a private endpoint for \"account\", a hub one for \"amlworkspace\".",
			Why:     "Without one, either the account stays open to the public internet or nobody in the private network can reach it.",
			Fix:     "add a private endpoint in a subnet without delegation, with a DNS zone group for the service's zones",
			Bad: rule.Examples{Bicep: `resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
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

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource subnet 'subnets' existing = {
    name: 'endpoints'
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'contoso-connection'
        properties: {
          privateLinkServiceId: account.id
          groupIds: ['account']
        }
      }
    ]
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
    },
    {
      "type": "Microsoft.Network/privateEndpoints",
      "apiVersion": "2024-05-01",
      "name": "contoso-endpoint",
      "location": "westeurope",
      "properties": {
        "subnet": { "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso-network', 'endpoints')]" },
        "privateLinkServiceConnections": [
          {
            "name": "contoso-connection",
            "properties": {
              "privateLinkServiceId": "[resourceId('Microsoft.CognitiveServices/accounts', 'contoso-agents')]",
              "groupIds": ["account"]
            }
          }
        ]
      }
    }`), Terraform: foundryTerraform("  public_network_access_enabled = false\n") +
				endpointTerraform("azurerm_cognitive_account.agents", "account", "")},
			Sources: []string{
				"Microsoft Learn: Configure a private link for Microsoft Foundry",
				"Azure Policy d6759c02-b87f-42b7-892e-71b3f471d782: Azure AI Services resources should use Azure Private Link",
				"Azure Policy 45e05259-1eb5-4f70-9574-baf73e9d219b: Azure Machine Learning workspaces should use private link",
			},
		},
		Check: checkNET006,
	}
}

// accountEndpointPolicy is the built-in policy that gives accounts an endpoint.
const accountEndpointPolicy = "db630ad5-52e9-4f4d-9c44-53912fe40053"

func checkNET006(p *rule.Pass) {
	m := azure.Members(p)
	for _, r := range p.Deployed() {
		if strings.EqualFold(r.Type, azure.Workspaces) {
			if azure.IsHub(r) != value.No {
				endpointQuestion{noun: "hub", group: "amlworkspace"}.judge(p, r)
			}
			continue
		}
		if azure.Kind(r, azure.AccountKinds()...) != value.No && m.InScope(r) {
			endpointQuestion{noun: "account", group: "account", policies: []string{accountEndpointPolicy}}.judge(p, r)
		}
	}
}
