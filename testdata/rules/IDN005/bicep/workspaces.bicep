// A hub's connections count, those of a plain machine learning workspace don't.

resource hub 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  kind: 'Hub'
  properties: {}

  resource search 'connections' = {
    name: 'search'
    properties: {
      category: 'CognitiveSearch'
      authType: 'ApiKey' // want "stores a key"
      target: 'https://contoso.search.windows.net'
    }
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-ml'
  location: 'westeurope'
  kind: 'Default'
  properties: {}

  resource search 'connections' = {
    name: 'search'
    properties: { category: 'CognitiveSearch', authType: 'ApiKey', target: 'https://contoso.search.windows.net' }
  }
}
