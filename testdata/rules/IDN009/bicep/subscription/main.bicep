targetScope = 'subscription'

param group string = 'contoso-agents'

module agents 'agents.bicep' = {
  scope: resourceGroup(group)
  name: 'agents'
}

resource wide 'Microsoft.Authorization/roleAssignments@2022-04-01' = { // want warning "Storage Blob Data Reader on the whole subscription"
  name: guid('wide')
  properties: {
    principalId: agents.outputs.principal
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')
  }
}
