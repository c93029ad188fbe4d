// One endpoint does what is needed; the other one can't be deployed.

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
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

resource right 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-right'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: files.id
          groupIds: ['blob']
        }
      }
    ]
  }
}

resource wrong 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'contoso-wrong'
  location: 'westeurope'
  properties: {
    subnet: { id: network::subnet.id }
    privateLinkServiceConnections: [
      {
        name: 'connection'
        properties: {
          privateLinkServiceId: files.id
          groupIds: ['Sql'] // want error "asks the storage account for sub-resource \"Sql\", which it doesn't have"
        }
      }
    ]
  }
}
