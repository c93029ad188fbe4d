// A module that isn't there knows the search service, and nothing of the others.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

// want undetermined "the assignment may stand in module \"br/public:avm/roles:1.0.0\", which can't be read"
// want undetermined "the assignment may stand in module \"br/public:avm/roles:1.0.0\", which can't be read"
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
    vectorStoreConnections: ['vectors']
  }
}


module roles 'br/public:avm/roles:1.0.0' = {
  name: 'roles'
  params: { searchName: vectors.name, principal: project.identity.principalId }
}
