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

// want undetermined "is there already, and this deployment adds none"
resource files 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'contosofiles'
}

resource unused 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: 'contosounused'
}
