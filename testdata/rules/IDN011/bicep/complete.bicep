// Every role, each given in another way.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

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

// Owner of one container, by its name, and of everything blobs can be.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: files
  name: 'default'

  resource agents 'containers' existing = {
    name: 'agents'
  }
}

resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: blobs::agents
  name: guid('owner')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
  }
}

// On the whole group: too wide, but not missing.
resource wide 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in ['8ebe5a00-799e-43f5-93ac-243d3dce84a7', '7ca78c08-252a-4471-8644-bb5ff32d4ba0']: {
  name: guid('wide', role)
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// More than Cosmos DB Operator.
resource contributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: threads
  name: guid('contributor')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

resource data 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: threads
  name: guid('data')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: resourceId('Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions', threads.name, '00000000-0000-0000-0000-000000000002')
    scope: '${threads.id}/dbs/enterprise_memory'
  }
}
