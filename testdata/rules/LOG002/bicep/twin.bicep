// want "data of the storage account's blob service"
resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
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
    workspaceId: resourceId('Microsoft.OperationalInsights/workspaces', 'contoso-logs')
    logs: [ { categoryGroup: 'audit', enabled: true } ]
  }
}
