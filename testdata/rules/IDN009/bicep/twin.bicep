resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
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

resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: 'contoso-threads'
}

resource wide 'Microsoft.Authorization/roleAssignments@2022-04-01' = { // want warning "the project's identity holds Search Index Data Contributor on the whole resource group"
  name: '11111111-0000-0000-0000-000000000001'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8ebe5a00-799e-43f5-93ac-243d3dce84a7')
  }
}

resource owns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: '11111111-0000-0000-0000-000000000002'
  properties: {
    principalId: project.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b') // want warning "Storage Blob Data Owner on the whole storage account"
  }
}

resource all 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: threads
  name: '11111111-0000-0000-0000-000000000003'
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: '${threads.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: threads.id // want warning "the project's identity reaches every database of the Cosmos DB account"
  }
}

resource memory 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: threads
  name: '11111111-0000-0000-0000-000000000004'
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: '${threads.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: '${threads.id}/dbs/enterprise_memory'
  }
}
