resource local 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosolocal'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS' // want "in one region"
  }
}
