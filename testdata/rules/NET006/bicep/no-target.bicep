// An endpoint that names no resource leads nowhere.

// want error "no private endpoint leads to sub-resource \"account\" of the account"
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

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso-network', 'endpoints') }
    privateLinkServiceConnections: [
      { name: 'connection', properties: { groupIds: ['account'] } }
    ]
  }
}
