param keys bool
param sasPeriod string

resource open 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: true // want error "shared keys open the storage account: allowSharedKeyAccess is true"
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: sasPeriod }
  }
}

// want error "allowSharedKeyAccess isn't set, and Azure's default is true"
// want note "SAS tokens made from the account's keys may last for ever"
resource byDefault 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosob'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

resource shut 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoc'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: { allowSharedKeyAccess: false }
}

resource unknown 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosod'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: keys // want undetermined "parameter \"keys\""
  }
}

resource there 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosothere'
}
