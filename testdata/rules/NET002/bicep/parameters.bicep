param open string

@allowed(['Disabled', 'disabled'])
param onlyGood string

@allowed(['Enabled', 'enabled'])
param onlyBad string

param assumed string = 'Enabled'

resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: open // want undetermined "depends on parameter \"open\""
  }
}

resource b 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosob'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: onlyGood
  }
}

resource c 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoc'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: onlyBad // want "none of the values that publicNetworkAccess can take closes it"
  }
}

resource d 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosod'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: assumed // want assumed "can be reached from the public internet"
  }
}
