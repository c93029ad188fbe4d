param names array
param others array

// want undetermined "stands in a loop over a collection that isn't known"
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-account'
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

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for (name, i) in others: {
  name: 'endpoint-${i}'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: { privateLinkServiceId: account.id, groupIds: ['account'] }
      }
    ]
  }
}]
