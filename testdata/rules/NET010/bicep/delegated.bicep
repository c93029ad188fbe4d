// scope: agent
// Handed over to agents, though no account here names it; the second serves apps.

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '10.20.0.0/26' // want warning "its range is /26, and /24 is recommended"
          delegations: [
            {
              name: 'agents'
              properties: {
                serviceName: 'Microsoft.app/Environments'
              }
            }
          ]
        }
      }
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.1.0/27'
          delegations: [
            {
              name: 'agents'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
    ]
  }
}

resource apps 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: 'contoso-apps'
  location: 'westeurope'
  properties: {
    vnetConfiguration: { infrastructureSubnetId: '${network.id}/subnets/apps' }
  }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}
