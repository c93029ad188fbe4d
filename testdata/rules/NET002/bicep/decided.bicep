// params: decided.bicepparam

param access string = 'Enabled'

resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: access
  }
}
