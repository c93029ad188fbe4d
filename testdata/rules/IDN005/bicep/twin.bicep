resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' existing = {
  name: 'contoso-agents/support'
}

resource byKey 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'vectors'
  properties: {
    category: 'CognitiveSearch'
    authType: 'ApiKey' // want "stores a key"
    target: 'https://contoso.search.windows.net'
  }
}
