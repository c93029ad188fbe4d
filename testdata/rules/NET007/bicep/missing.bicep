// want "no private endpoint leads to sub-resource \"blob\" of the storage account"
resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

// want "no private endpoint leads to sub-resource \"Sql\" of the Cosmos DB account"
resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosothreads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
  }
}

// want "no private endpoint leads to sub-resource \"searchService\" of the search service"
resource vectors 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosovectors'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

// want "no private endpoint leads to sub-resource \"vault\" of the key vault"
resource keys 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosokeys'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
  }
}

// want "no private endpoint leads to sub-resource \"registry\" of the container registry"
resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contosoimages'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

// want "no private endpoint leads to sub-resource \"MongoDB\" of the Cosmos DB account"
resource documents 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosodocuments'
  location: 'westeurope'
  kind: 'MongoDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
  }
}

// want "no private endpoint leads to sub-resource \"blob\" of the storage account"
// want "no private endpoint leads to sub-resource \"dfs\" of the storage account"
resource lake 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosolake'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
    isHnsEnabled: true
  }
}
