// scope: agent
// The public endpoint stays, though its firewall lists no network.

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
    name: 'store'
    properties: {
      category: 'AzureStorageAccount'
      authType: 'AAD'
      target: 'https://example.invalid'
      metadata: { ResourceId: member.id }
    }
  }
}

// want warning "keeps its public endpoint, behind a firewall that lists no network, though the deployment is meant to be private"
resource member 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosomember'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' }
  }
}
