// The endpoint leads to the new account wherever there is one.
param new bool
param given string

resource fresh 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (new) {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}

resource target 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: new ? 'contoso-agents' : given
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
        name: 'connection'
        properties: {
          privateLinkServiceId: target.id
          groupIds: ['account']
        }
      }
    ]
  }
}
