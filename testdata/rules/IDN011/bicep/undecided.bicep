// A store that is there already, one that a group has roles on, one that is reached by key.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

// want undetermined "the storage account is there already"
// want undetermined "the storage account is there already"
// want undetermined "one that may be the assignment has a role, scope or principal that isn't known"
// want undetermined "one that may be the assignment has a role, scope or principal that isn't known"
resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosofiles'
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
    authType: 'CustomKeys'
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


// A group that the project's identity may be a member of.
param group string

resource byGroup 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in ['8ebe5a00-799e-43f5-93ac-243d3dce84a7', '7ca78c08-252a-4471-8644-bb5ff32d4ba0']: {
  scope: vectors
  name: guid('group', role)
  properties: {
    principalId: group
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]
