// The widest of its ranges counts.

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
          addressPrefixes: ['10.20.0.0/28', '10.20.4.0/24', 'fd00:20::/64']
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
      {
        name: 'other'
        properties: {
          addressPrefixes: [
            'fd00:21::/64'
            '10.20.8.0/26' // want warning "its range is /26, and /24 is recommended"
          ]
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

resource second 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-second'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: '${network.id}/subnets/other'
      }
    ]
  }
}
