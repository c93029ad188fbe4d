// Where there is a hub, its roles have a use.
resource hub 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  kind: 'Hub'
  identity: { type: 'SystemAssigned' }
  properties: { friendlyName: 'Contoso' }
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}

resource developer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('developer')
  properties: {
    principalId: '22222222-0000-0000-0000-000000000001'
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '64702f94-c441-49e6-a78b-ef80e0188fee')
  }
}
