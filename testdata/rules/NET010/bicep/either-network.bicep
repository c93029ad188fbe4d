// Whichever network is used, the subnet is too small.
param own bool

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = if (own) {
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
          addressPrefix: '10.20.0.0/27' // want warning "its range is /27, and /24 is recommended"
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

resource shared 'Microsoft.Network/virtualNetworks@2024-05-01' = if (!own) {
  name: 'contoso-shared'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.30.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '10.30.0.0/28' // want error "its range is /28, and the least that agents need is /27"
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
        subnetArmId: own ? '${network.id}/subnets/agents' : '${shared.id}/subnets/agents'
      }
    ]
  }
}
