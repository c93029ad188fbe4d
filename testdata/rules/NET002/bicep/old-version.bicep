// The property is newer than the api-version, and Azure ignores it.

// want "so that Azure ignores it, and its default is Enabled"
resource a 'Microsoft.Storage/storageAccounts@2019-06-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
