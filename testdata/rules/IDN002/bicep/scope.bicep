// scope: agent
// The capability host names a connection, the connection the search service.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { allowProjectManagement: true }

  resource project 'projects' = {
    name: 'support'
    location: 'westeurope'
    identity: { type: 'SystemAssigned' }
    properties: {}

    resource vectors 'connections' = {
      name: 'vectors'
      properties: {
        category: 'CognitiveSearch'
        authType: 'AAD'
        target: 'https://${search.name}.search.windows.net'
      }
    }

    resource host 'capabilityHosts' = {
      name: 'agents'
      properties: { vectorStoreConnections: [vectors.name] }
    }
  }
}

// want "API keys are the only way"
resource search 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-vectors'
  location: 'westeurope'
  sku: { name: 'standard' }
}

// The project's identity may read this one.
// want "API keys are the only way"
resource granted 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-granted'
  location: 'westeurope'
  sku: { name: 'standard' }
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: granted
  name: guid('contoso')
  properties: {
    principalId: account::project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1407120a-92aa-4202-b7e9-c0e197c71c8f')
  }
}

resource website 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-website'
  location: 'westeurope'
  sku: { name: 'standard' }
}
