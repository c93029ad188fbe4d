// scope: agent
// A role without anybody who gets it is no role for developers.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = { // want note "nobody is given Foundry User"
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: project
  name: guid('user')
  properties: {
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '53ca6127-db72-4b80-b1b0-d745d6d5456d')
  }
}
