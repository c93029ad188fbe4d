param new bool

resource fresh 'Microsoft.Storage/storageAccounts@2023-05-01' = if (new) {
  name: 'contosostore'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource kept 'Microsoft.Storage/storageAccounts@2023-05-01' = if (!new) {
  name: 'contosostore'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled' // want error "the storage account can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}
