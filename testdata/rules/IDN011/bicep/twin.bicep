// A project with three stores; the roles on one of them are there.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

// want warning "Storage Blob Data Contributor on the storage account"
// want note "Storage Blob Data Owner on the storage account"
// want warning "Cosmos DB Built-in Data Contributor on the Cosmos DB account"
resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

resource vectors 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
}

resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard', locations: [] }
}

resource toFiles 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'files'
  properties: {
    category: 'AzureStorageAccount'
    target: 'https://contosofiles.blob.core.windows.net'
    authType: 'AAD'
    metadata: { ResourceId: files.id }
  }
}

resource toVectors 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'vectors'
  properties: {
    category: 'CognitiveSearch'
    target: 'https://contoso-vectors.search.windows.net'
    authType: 'AAD'
    metadata: { ResourceId: vectors.id }
  }
}

resource toThreads 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'threads'
  properties: {
    category: 'CosmosDb'
    target: 'https://contoso-threads.documents.azure.com:443/'
    authType: 'AAD'
    metadata: { ResourceId: threads.id }
  }
}

resource host 'Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01' = {
  parent: project
  name: 'agents'
  properties: {
    capabilityHostKind: 'Agents'
    storageConnections: ['files']
    vectorStoreConnections: ['vectors']
    threadStorageConnections: ['threads']
  }
}

resource index 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vectors
  name: '11111111-0000-0000-0000-000000000001'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8ebe5a00-799e-43f5-93ac-243d3dce84a7')
  }
}

resource service 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vectors
  name: '11111111-0000-0000-0000-000000000002'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7ca78c08-252a-4471-8644-bb5ff32d4ba0')
  }
}

resource operator 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: threads
  name: '11111111-0000-0000-0000-000000000003'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '230815da-be43-4aae-9cb4-875f7bd000aa')
  }
}
