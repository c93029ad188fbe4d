// An account and a project with broad roles, and with the right one.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: { allowProjectManagement: true }
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosofiles'
}

resource contributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: '11111111-0000-0000-0000-000000000001'
  properties: {
    principalId: account.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c') // want error "the account's identity holds Contributor on the whole resource group"
  }
}

resource keys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: '11111111-0000-0000-0000-000000000002'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '17d1049b-9a84-46fb-8f53-869881c3d3ab') // want warning "Storage Blob Data Contributor is enough"
  }
}

resource data 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: '11111111-0000-0000-0000-000000000003'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}
