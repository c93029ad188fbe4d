// want error "publicNetworkAccess isn't set, and Azure's default is Enabled"
resource open 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    // nothing
  }
}

resource there 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'contosothere'
}
