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

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'contoso-network'
  location: 'westeurope'
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
  }

  resource subnet 'subnets' = {
    name: 'endpoints'
    properties: { addressPrefix: '10.20.1.0/24' }
  }
}

// want "lacks privatelink.cognitiveservices.azure.com and privatelink.openai.azure.com and privatelink.services.ai.azure.com"
resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-endpoint'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: account.id
          groupIds: ['account']
        }
      }
    ]
  }
}

resource endpointZones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: 'zone0', properties: {} }
    ]
  }
}
