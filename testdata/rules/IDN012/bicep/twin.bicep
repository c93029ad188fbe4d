resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource contributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '11111111-0000-0000-0000-000000000001'
  properties: {
    principalId: '22222222-0000-0000-0000-000000000001'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c') // want warning "developers hold Contributor on the whole resource group"
  }
}

resource wide 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '11111111-0000-0000-0000-000000000002'
  properties: {
    principalId: '22222222-0000-0000-0000-000000000001'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '53ca6127-db72-4b80-b1b0-d745d6d5456d') // want warning "Foundry User (formerly Azure AI User) on the whole resource group"
  }
}

resource hubs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: project
  name: '11111111-0000-0000-0000-000000000003'
  properties: {
    principalId: '22222222-0000-0000-0000-000000000001'
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '64702f94-c441-49e6-a78b-ef80e0188fee') // want note "Azure AI Developer is a role for hubs"
  }
}

resource right 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: project
  name: '11111111-0000-0000-0000-000000000004'
  properties: {
    principalId: '22222222-0000-0000-0000-000000000001'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '53ca6127-db72-4b80-b1b0-d745d6d5456d')
  }
}
