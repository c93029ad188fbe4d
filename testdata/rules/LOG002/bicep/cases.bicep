param workspace string

// want warning "nothing exports the logs of who read and changed the data of the storage account's blob service: no diagnostic setting has that service as its scope; the one on the account"
resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}
resource onAccount 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'metrics'
  scope: files
  properties: { workspaceId: workspace, logs: [ { categoryGroup: 'allLogs', enabled: true } ] }
}

resource logged 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosologged'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }

  resource blobs 'blobServices' = {
    name: 'default'
  }
}
resource onBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'blobs'
  scope: logged::blobs
  properties: {
    workspaceId: workspace
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard' }
}
resource aggregated 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'threads'
  scope: threads
  properties: {
    workspaceId: workspace
    // want warning "doesn't export all of the logs"
    logs: [ { category: 'DataPlaneRequests5M', enabled: true }, { category: 'ControlPlaneRequests', enabled: true } ]
  }
}

resource vectors 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
}
resource operations 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'vectors'
  scope: vectors
  properties: { workspaceId: workspace, logs: [ { category: 'OperationLogs', enabled: true } ] }
}

// want "data of the key vault"
resource keys 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'standard' } }
}

resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: 'contosoimages'
  location: 'westeurope'
  sku: { name: 'Premium' }
}
resource registryLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'images'
  scope: images
  properties: { workspaceId: workspace, logs: [ { categoryGroup: 'audit', enabled: true } ] }
}

// want "data of the hub"
resource hub 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  kind: 'Hub'
  properties: {}
}

resource plain 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-ml'
  location: 'westeurope'
  kind: 'Default'
  properties: {}
}

resource there 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'contoso-there'
}
