resource open 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled' // want error "the storage account can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}

resource shut 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contososhut'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'disabled'
  }
}
