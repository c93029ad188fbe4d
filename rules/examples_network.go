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
	return inTerraform(examples(fill.Replace(subnetExampleBicep), fill.Replace(subnetExampleARM)),
		fill.Replace(subnetExampleTerraform)+foundryTerraform(agentInjectionTerraform))
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
	return inTerraform(examples(storeExampleBicep+bicep, storeExampleARM+arm),
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

// respell writes another service into an example's delegation.
func respell(example, service string) string {
	return strings.ReplaceAll(example, "Microsoft.App/environments", service)
}

// injectionExample is an account that is closed to public networks.
func injectionExample(injection, armInjection string) rule.Examples {
	return examples(`resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'agents'
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-agents'
    publicNetworkAccess: 'Disabled'`+injection+`
  }
}
`, `    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "identity": { "type": "SystemAssigned" },
      "properties": {
        "allowProjectManagement": true,
        "customSubDomainName": "contoso-agents",
        "publicNetworkAccess": "Disabled"`+armInjection+`
      }
    }`)
}

// toolHostExample is a private account whose project has a connection to a
// function app that runs tools.
func toolHostExample(access string) rule.Examples {
	return examples(`resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true, publicNetworkAccess: 'Disabled' }
}

resource tools 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-tools'
  location: 'westeurope'
  kind: 'functionapp'
  properties: { publicNetworkAccess: '`+access+`' }
}

resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'tools'
  properties: {
    category: 'CustomKeys'
    authType: 'AAD'
    target: 'https://${tools.properties.defaultHostName}/api'
  }
}
`, `    {
      "type": "Microsoft.CognitiveServices/accounts",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents",
      "location": "westeurope",
      "kind": "AIServices",
      "sku": { "name": "S0" },
      "properties": { "allowProjectManagement": true, "publicNetworkAccess": "Disabled" }
    },
    {
      "type": "Microsoft.Web/sites",
      "apiVersion": "2024-11-01",
      "name": "contoso-tools",
      "location": "westeurope",
      "kind": "functionapp",
      "properties": { "publicNetworkAccess": "`+access+`" }
    },
    {
      "type": "Microsoft.CognitiveServices/accounts/connections",
      "apiVersion": "2025-06-01",
      "name": "contoso-agents/tools",
      "properties": {
        "category": "CustomKeys",
        "authType": "AAD",
        "target": "[concat('https://', reference(resourceId('Microsoft.Web/sites', 'contoso-tools'), '2024-11-01').defaultHostName, '/api')]"
      }
    }`)
}
