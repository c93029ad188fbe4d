// A connection that a capability host names must be by identity.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'

  resource project 'projects' existing = {
    name: 'support'
  }
}

resource threads 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: account::project
  name: 'Threads'
  properties: {
    category: 'CosmosDb'
    authType: 'ApiKey' // want error "and a capability host uses the connection"
    target: 'https://contoso.documents.azure.com'
  }
}

resource host 'Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01' = {
  parent: account::project
  name: 'agents'
  properties: {
    threadStorageConnections: ['threads']
  }
}
