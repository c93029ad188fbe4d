param kind string
param assume string = 'None'
param identities object

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: identities }
  properties: { allowProjectManagement: true }
}

resource both 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'both'
  location: 'westeurope'
  identity: { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: {} } // want error "names none: the deployment fails"
  properties: {}
}

resource unknown 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'unknown'
  location: 'westeurope'
  identity: { type: kind } // want undetermined "whether the project has a managed identity can't be decided"
  properties: {}
}

resource assumed 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'assumed'
  location: 'westeurope'
  identity: { type: assume } // want assumed "the project has no managed identity"
  properties: {}
}

// Without projects and without a key of one's own it has nobody to call.
resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-models'
  location: 'westeurope'
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {}
}

// With a key of one's own it has.
resource sealed 'Microsoft.CognitiveServices/accounts@2025-06-01' = { // want error "the account has no managed identity: identity.type isn't set"
  name: 'contoso-sealed'
  location: 'westeurope'
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: { encryption: { keySource: 'Microsoft.KeyVault' } }
}

resource plain 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contoso-plain'
  location: 'westeurope'
  sku: { name: 'standard' }
}

resource linked 'Microsoft.Search/searchServices@2025-05-01' = { // want warning "the search service has no managed identity"
  name: 'contoso-linked'
  location: 'westeurope'
  sku: { name: 'standard2' }

  resource link 'sharedPrivateLinkResources' = {
    name: 'files'
    properties: { groupId: 'blob', requestMessage: 'indexer' }
  }
}

// A function app that runs tools, and one that has nothing to do with agents.
resource tools 'Microsoft.Web/sites@2024-11-01' = { // want warning "the web app has no managed identity"
  name: 'contoso-tools'
  location: 'westeurope'
  kind: 'functionapp'
  properties: {}
}

resource connection 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'tools'
  properties: { category: 'CustomKeys', authType: 'AAD', target: 'https://contoso-tools.azurewebsites.net/api' }
}

resource shop 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-shop'
  location: 'westeurope'
  properties: {}
}
