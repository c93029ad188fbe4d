package rules

import (
	"strings"

	"moat/analyzer/rule"
)

// subnetExample is an account that runs its agents in a subnet.
func subnetExample(space, prefix string, delegated bool) rule.Examples {
	delegation, arm, terraform := "", "", ""
	if delegated {
		delegation = "\n          delegations: [{ name: 'agents', properties: { serviceName: 'Microsoft.App/environments' } }]"
		arm = ",\n              \"delegations\": [{ \"name\": \"agents\", \"properties\": { \"serviceName\": \"Microsoft.App/environments\" } }]"
		terraform = agentDelegationTerraform
	}
	fill := strings.NewReplacer("@SPACE", space, "@PREFIX", prefix, "@DELEGATION", delegation, "@ARMDELEGATION", arm, "@TERRAFORMDELEGATION", terraform)
	return examples(fill.Replace(subnetExampleBicep), fill.Replace(subnetExampleARM),
		fill.Replace(subnetExampleTerraform)+accountTerraform(agentInjectionTerraform))
}

const subnetExampleBicep = `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['@SPACE'] }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '@PREFIX'@DELEGATION
        }
      }
    ]
  }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: '${network.id}/subnets/agents'
      }
    ]
  }
}
`

const subnetExampleARM = `    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2024-05-01",
      "name": "contoso-network",
      "location": "westeurope",
      "properties": {
        "addressSpace": { "addressPrefixes": ["@SPACE"] },
        "subnets": [
          {
            "name": "agents",
            "properties": {
              "addressPrefix": "@PREFIX"@ARMDELEGATION
            }
          }
        ]
      }
    },
    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "properties": {
        "allowProjectManagement": true,
        "publicNetworkAccess": "Disabled",
        "networkInjections": [
          {
            "scenario": "agent",
            "subnetArmId": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso-network', 'agents')]"
          }
        ]
      }
    }`

// storeExample is a storage account with what protects it, in each language.
func storeExample(bicep, arm, terraform string) rule.Examples {
	return examples(storeExampleBicep+bicep, storeExampleARM+arm,
		storageTerraform("ZRS", "  public_network_access_enabled = false\n")+terraform)
}

const storeExampleBicep = `resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoagents'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
`

const storeEndpointBicep = `
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
          privateLinkServiceId: storage.id
          groupIds: ['blob']
        }
      }
    ]
  }
}
`

const storeExampleARM = `    {
      "type": "Microsoft.Storage/storageAccounts",
      "apiVersion": "2023-05-01",
      "name": "contosoagents",
      "location": "westeurope",
      "kind": "StorageV2",
      "sku": { "name": "Standard_ZRS" },
      "properties": { "publicNetworkAccess": "Disabled" }
    }`

const storeEndpointARM = `,
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
              "privateLinkServiceId": "[resourceId('Microsoft.Storage/storageAccounts', 'contosoagents')]",
              "groupIds": ["blob"]
            }
          }
        ]
      }
    }`
