// The endpoint of one alternative is no use to the other.
param new bool

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

// want error "no private endpoint leads to sub-resource \"account\" of the account, though the deployment is meant to be private"
resource kept 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (!new) {
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

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = if (new) {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: fresh.id
          groupIds: ['account']
        }
      }
    ]
  }
}
