// Endpoints looped over the list that the accounts are looped over.
param names array

resource accounts 'Microsoft.CognitiveServices/accounts@2025-06-01' = [for name in names: {
  name: name
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource subnet 'subnets' existing = {
    name: 'endpoints'
  }
}

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for (name, i) in names: {
  name: 'endpoint-${i}'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: { privateLinkServiceId: accounts[i].id, groupIds: ['account'] }
      }
    ]
  }
}]
