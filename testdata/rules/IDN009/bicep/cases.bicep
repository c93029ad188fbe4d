param principal string
param condition string
param scopeId string

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

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource agents 'containers' existing = {
      name: 'agents'
    }
  }
}

var owner = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')

// One container.
resource container 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files::blobs::agents
  name: guid('container')
  properties: { principalId: project.identity.principalId, roleDefinitionId: owner }
}

// The condition that many samples carry lets everything but tags pass by its first half.
resource tags 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('tags')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: owner
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/read\'}) AND !(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/filter/action\'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringStartsWithIgnoreCase \'${project.properties.internalId}\'))' // want note "its condition limits reading and writing tags alone"
  }
}

// This one holds for reads and writes.
resource limited 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('limited')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: owner
    conditionVersion: '2.0'
    condition: '((!(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read\'}) AND !(ActionMatches{\'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write\'})) OR (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals \'agents\'))'
  }
}

resource unsaid 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('unsaid')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: owner
    condition: condition // want undetermined "whether a condition limits Storage Blob Data Owner to the project's containers can't be decided"
  }
}

// Right for the whole group.
resource narrow 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in ['acdd72a7-3385-48ef-bd42-f606fba81ae7', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea']: {
  name: guid('narrow', role)
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

// Privileged ones are another rule's.
resource privileged 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('privileged')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

resource someone 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('someone')
  properties: {
    principalId: principal // want undetermined "to whom isn't known"
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '230815da-be43-4aae-9cb4-875f7bd000aa')
  }
}

// Who lists keys of everything in the group reads everything in it.
resource lists 'Microsoft.Authorization/roleAssignments@2022-04-01' = { // want warning "Cognitive Services User on the whole resource group"
  name: guid('lists')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'a97b65f3-24c7-4388-baec-2e87135dc908')
  }
}

resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: 'contoso-threads'
}

resource unknownScope 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: threads
  name: guid('unknown')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: '${threads.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: scopeId
  }
}

resource unknownPrincipal 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: threads
  name: guid('principal')
  properties: {
    principalId: principal // want undetermined "whether an identity of the agents reaches every database"
    roleDefinitionId: '${threads.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: threads.id
  }
}
