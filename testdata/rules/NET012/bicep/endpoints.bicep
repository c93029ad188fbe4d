// scope: agent
// A subnet of private endpoints of the agents; the other one is nobody's.

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '20.40.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '20.40.0.0/24' // want "isn't private address space"
        }
      }
      {
        name: 'other'
        properties: {
          addressPrefix: '20.40.1.0/24'
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
  properties: { allowProjectManagement: true }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: { id: '${network.id}/subnets/endpoints' }
    privateLinkServiceConnections: [
      { name: 'connection', properties: { privateLinkServiceId: account.id, groupIds: ['account'] } }
    ]
  }
}
