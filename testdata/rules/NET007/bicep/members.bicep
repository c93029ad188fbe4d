// scope: agent

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }

  resource connection 'connections' = {
    name: 'files'
    properties: {
      category: 'AzureStorageAccount'
      authType: 'AAD'
      target: 'https://example.invalid'
      metadata: { ResourceId: files.id }
    }
  }
}

// want error "though the deployment is meant to be private"
resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

// Nothing of the agents leads here.
resource logs 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosologs'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
