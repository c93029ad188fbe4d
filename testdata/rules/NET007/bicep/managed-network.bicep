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

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource managed 'Microsoft.CognitiveServices/accounts/managednetworks@2025-10-01-preview' = {
  parent: account
  name: 'default'
  properties: {
    managedNetwork: { IsolationMode: 'AllowOnlyApprovedOutbound' }
  }

  resource rule 'outboundRules' = {
    name: 'files'
    properties: {
      type: 'PrivateEndpoint'
      destination: { serviceResourceId: files.id, subresourceTarget: 'blob' }
    }
  }
}
