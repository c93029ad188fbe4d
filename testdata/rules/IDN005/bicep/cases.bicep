param method string
@allowed(['ApiKey', 'AccountKey'])
param keyMethod string
@secure()
param key string

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' existing = {
  name: 'contoso-agents/support'
}

resource byKey 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'a'
  properties: {
    category: 'CognitiveSearch'
    authType: 'ApiKey' // want error "the connection stores a key: authType is \"ApiKey\", though \"CognitiveSearch\" takes"
    target: 'https://contoso.search.windows.net'
    credentials: { key: key }
  }
}

resource otherCase 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'b'
  properties: {
    category: 'COSMOSDB'
    authType: 'accountkey' // want error "stores a key"
    target: 'https://contoso.documents.azure.com'
  }
}

resource anyKey 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'c'
  properties: {
    category: 'AzureBlob'
    authType: keyMethod // want error "stores a key"
    target: 'https://contoso.blob.core.windows.net'
  }
}

resource byIdentity 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'd'
  properties: { category: 'CognitiveSearch', authType: 'AAD', target: 'https://contoso.search.windows.net' }
}

resource byApplication 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'e'
  properties: {
    category: 'AzureSqlDb'
    authType: 'ServicePrincipal' // want warning "stores the secret of an application"
    target: 'contoso'
  }
}

resource usual 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'f'
  properties: {
    category: 'AppInsights'
    authType: 'ApiKey' // want note "as is usual for \"AppInsights\""
    target: 'contoso'
  }
}

resource unknownMethod 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'g'
  properties: {
    category: 'CognitiveSearch'
    authType: method // want undetermined "parameter \"method\""
    target: 'https://contoso.search.windows.net'
  }
}

resource unknownCategory 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'h'
  properties: {
    category: method // want undetermined "leads to a service that takes Microsoft Entra tokens"
    authType: 'ApiKey'
    target: 'contoso'
  }
}

resource bing 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'i'
  properties: { category: 'GroundingWithBingSearch', authType: 'ApiKey', target: 'https://api.bing.microsoft.com/' }
}

resource bingByMetadata 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'j'
  properties: {
    category: 'CognitiveService'
    authType: 'ApiKey'
    target: 'https://api.bing.microsoft.com/'
    metadata: { Type: 'bing_grounding' }
  }
}

resource bag 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'k'
  properties: { category: 'AIServices', authType: 'CustomKeys', target: 'contoso', metadata: { team: 'support' } }
}

resource thirdParty 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'l'
  properties: { category: 'Pinecone', authType: 'ApiKey', target: 'contoso' }
}

resource there 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' existing = {
  parent: project
  name: 'm'
}
