// want "keySource isn't set"
resource none 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosonone'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}
