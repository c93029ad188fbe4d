// scope: agent
// The project of a hub acts with its own identity, and is named as what it is.
resource hub 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  kind: 'hub'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource project 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-support'
  location: 'westeurope'
  kind: 'project'
  identity: { type: 'SystemAssigned' }
  properties: { hubResourceId: hub.id }
}

resource models 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-models'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {}
}

resource manages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: models
  name: guid('manages')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68') // want error "the project's identity holds Cognitive Services Contributor"
  }
}

resource hubManages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: models
  name: guid('hubManages')
  properties: {
    principalId: hub.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68') // want error "the hub's identity holds Cognitive Services Contributor"
  }
}
