// The project with its identity, the connections to its stores, the rights that
// the capability host needs before it and those that it makes possible.
param suffix string
param location string
param accountName string
param storageName string
param cosmosName string
param searchName string
param insightsName string
param developersGroupId string

// What a role may do stands in its name.
var roles = {
  foundryUser: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '53ca6127-db72-4b80-b1b0-d745d6d5456d')
  blobContributor: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  blobOwner: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
  indexContributor: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8ebe5a00-799e-43f5-93ac-243d3dce84a7')
  searchContributor: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7ca78c08-252a-4471-8644-bb5ff32d4ba0')
  cosmosOperator: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '230815da-be43-4aae-9cb4-875f7bd000aa')
}

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: accountName
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosName
}

resource search 'Microsoft.Search/searchServices@2025-05-01' existing = {
  name: searchName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// Its roles outlive the project, which may have to be made again.
resource projectIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-project-${suffix}'
  location: location
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${projectIdentity.id}': {}
    }
  }
  properties: {
    displayName: 'Support'
    description: 'Agents that answer questions of customers'
  }
}

resource threads 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'threads'
  properties: {
    category: 'CosmosDB'
    target: cosmos.properties.documentEndpoint
    authType: 'AAD'
    metadata: {
      ApiType: 'Azure'
      ResourceId: cosmos.id
      location: location
    }
  }
}

resource files 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'files'
  properties: {
    category: 'AzureStorageAccount'
    target: storage.properties.primaryEndpoints.blob
    authType: 'AAD'
    metadata: {
      ApiType: 'Azure'
      ResourceId: storage.id
      location: location
    }
  }
}

resource vectors 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'vectors'
  properties: {
    category: 'CognitiveSearch'
    target: 'https://${searchName}.search.windows.net'
    authType: 'AAD'
    metadata: {
      ApiType: 'Azure'
      ResourceId: search.id
      location: location
    }
  }
}

resource traces 'Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01' = {
  parent: project
  name: 'traces'
  properties: {
    category: 'AppInsights'
    target: insights.id
    authType: 'AAD'
    metadata: {
      ApiType: 'Azure'
      ResourceId: insights.id
      location: location
    }
  }
}

resource blobContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, projectIdentity.id, roles.blobContributor)
  scope: storage
  properties: {
    roleDefinitionId: roles.blobContributor
    principalId: projectIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Only in the containers that the service makes for agents.
resource blobOwner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, projectIdentity.id, roles.blobOwner)
  scope: storage
  properties: {
    roleDefinitionId: roles.blobOwner
    principalId: projectIdentity.properties.principalId
    principalType: 'ServicePrincipal'
    conditionVersion: '2.0'
    condition: '(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringLikeIgnoreCase \'*-azureml-agent\')'
  }
}

resource indexContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(search.id, projectIdentity.id, roles.indexContributor)
  scope: search
  properties: {
    roleDefinitionId: roles.indexContributor
    principalId: projectIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource searchContributor 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(search.id, projectIdentity.id, roles.searchContributor)
  scope: search
  properties: {
    roleDefinitionId: roles.searchContributor
    principalId: projectIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource cosmosOperator 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(cosmos.id, projectIdentity.id, roles.cosmosOperator)
  scope: cosmos
  properties: {
    roleDefinitionId: roles.cosmosOperator
    principalId: projectIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource developers 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(project.id, developersGroupId, roles.foundryUser)
  scope: project
  properties: {
    roleDefinitionId: roles.foundryUser
    principalId: developersGroupId
    principalType: 'Group'
  }
}

resource host 'Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01' = {
  parent: project
  name: 'agents'
  properties: {
    #disable-next-line BCP037
    capabilityHostKind: 'Agents'
    threadStorageConnections: [
      threads.name
    ]
    storageConnections: [
      files.name
    ]
    vectorStoreConnections: [
      vectors.name
    ]
  }
  dependsOn: [
    blobContributor
    indexContributor
    searchContributor
    cosmosOperator
  ]
}

// The database exists once the capability host does.
resource threadsContributor 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: cosmos
  name: guid(cosmos.id, projectIdentity.id, 'threads')
  properties: {
    roleDefinitionId: '${cosmos.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    principalId: projectIdentity.properties.principalId
    scope: '${cosmos.id}/dbs/enterprise_memory'
  }
  dependsOn: [
    host
  ]
}
