// A role that reads the keys of all connections, on the resource group.
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

var secretsReader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ea01e6af-a1c1-4350-9563-ad00f8c72ec5')

// want warning "the project's identity holds Azure Machine Learning Workspace Connection Secrets Reader on the whole resource group"
resource group 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('group')
  properties: { principalId: project.identity.principalId, roleDefinitionId: secretsReader }
}

resource own 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: project
  name: guid('own')
  properties: { principalId: project.identity.principalId, roleDefinitionId: secretsReader }
}
