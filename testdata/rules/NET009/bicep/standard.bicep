// Public, but with stores of one's own.
param isolate bool = false

// want error assumed "though a capability host keeps what they work on in stores of your own: networkInjections isn't set"
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    customSubDomainName: 'contoso-agents'
    networkInjections: isolate ? [{ scenario: 'agent', subnetArmId: resourceId('Microsoft.Network/virtualNetworks/subnets', 'n', 'agents') }] : null
  }

  resource project 'projects' = {
    name: 'support'
    location: 'westeurope'
    identity: { type: 'SystemAssigned' }
    properties: {}

    resource host 'capabilityHosts' = {
      name: 'agents'
      properties: { capabilityHostKind: 'Agents', storageConnections: ['files'] }
    }
  }
}
