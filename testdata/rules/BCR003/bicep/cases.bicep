param sku string
@allowed(['Standard_LRS', 'Standard_ZRS'])
param oneRegion string
@allowed(['Standard_GZRS', 'Standard_RAGZRS'])
param twoRegions string
param zones string = 'Standard_ZRS'
param replicated bool

resource local 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: 'standard_lrs' // want warning "all copies of the storage account are in one region: sku.name is \"standard_lrs\""
  }
}

resource premium 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosob'
  location: 'westeurope'
  kind: 'BlockBlobStorage'
  sku: {
    name: 'Premium_ZRS' // want "premium storage can't be geo-redundant"
  }
}

resource onlyOne 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoc'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: oneRegion // want "can take no other value"
  }
}

resource onlyTwo 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosod'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: twoRegions }
}

resource byDefault 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoe'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: zones // want assumed "sku.name is \"Standard_ZRS\""
  }
}

resource unknown 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosof'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: sku // want undetermined "parameter \"sku\""
  }
}

resource either 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosog'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: replicated ? 'Standard_GZRS' : 'Standard_LRS' // want undetermined "parameter \"replicated\""
  }
}

resource geo 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoh'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: {
    name: 'Standard_RAGRS' // want note "in it stands in one datacenter"
  }
}

resource best 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoi'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_GZRS' }
}

resource there 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosothere'
}
