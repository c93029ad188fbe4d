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

  resource project 'projects' = {
    name: 'first'
    location: 'westeurope'
    properties: {}

    resource connection 'connections' = {
      name: 'store'
      properties: {
        category: 'AzureStorageAccount'
        authType: 'AAD'
        target: 'https://example.invalid'
        metadata: { ResourceId: member.id }
      }
    }
  }
}

resource member 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosomember'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled' // want "can be reached from the public internet"
  }
}

// Nothing of the agents leads here.
resource stranger 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosostranger'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Enabled'
  }
}
