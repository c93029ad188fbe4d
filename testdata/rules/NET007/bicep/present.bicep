resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosothreads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
  }
}

resource vectors 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosovectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource keys 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosokeys'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
  }
}

resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contosoimages'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'contoso-network'

  resource subnet 'subnets' existing = {
    name: 'endpoints'
  }
}

resource a 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: files.id
          groupIds: ['Blob']
        }
      }
    ]
  }
}

resource b 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: threads.id
          groupIds: ['sql']
        }
      }
    ]
  }
}

resource c 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-c'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: vectors.id
          groupIds: ['searchService']
        }
      }
    ]
  }
}

resource d 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-d'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: keys.id
          groupIds: ['vault']
        }
      }
    ]
  }
}

resource e 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-e'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: images.id
          groupIds: ['registry']
        }
      }
    ]
  }
}
