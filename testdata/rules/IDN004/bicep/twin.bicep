resource open 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: true // want "shared keys open"
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: '1.00:00:00' }
  }
}
