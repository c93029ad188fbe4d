resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '100.64.0.0/16' // want "overlaps 100.64.0.0/11"
      ]
    }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '100.64.1.0/24'
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

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-account'
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
