// What looks like the role, and doesn't give it.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-identity'
  location: 'westeurope'
}

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

// The owner is one of some containers only, and the contributor is nobody.
// want warning "lacks the role Storage Blob Data Contributor"
resource limited 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'limited'
  location: 'westeurope'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {}

  resource files 'connections' = {
    name: 'files'
    properties: { category: 'AzureStorageAccount', target: 'https://contosofiles.blob.core.windows.net', authType: 'AAD', metadata: { ResourceId: files.id } }
  }

  resource host 'capabilityHosts' = {
    name: 'agents'
    properties: { storageConnections: ['files'] }
  }
}

resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('owner')
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b')
    conditionVersion: '2.0'
    condition: '(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringLikeIgnoreCase \'*-azureml-agent\')'
  }
}

resource nobody 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('nobody')
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

resource nothing 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('nothing')
  properties: {
    principalId: identity.properties.principalId
  }
}

// The identity that has the rights is listed, but not in use.
// want warning "lacks the role Storage Blob Data Contributor"
// want note "lacks the role Storage Blob Data Owner"
resource system 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'system'
  location: 'westeurope'
  identity: { type: 'SystemAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {}

  resource files 'connections' = {
    name: 'files'
    properties: { category: 'AzureStorageAccount', target: 'https://contosofiles.blob.core.windows.net', authType: 'AAD', metadata: { ResourceId: files.id } }
  }

  resource host 'capabilityHosts' = {
    name: 'agents'
    properties: { storageConnections: ['files'] }
  }
}

// Without an identity there is nobody to give a role to: IDN007 says so.
resource none 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'none'
  location: 'westeurope'
  identity: { type: 'UserAssigned' }
  properties: {}

  resource files 'connections' = {
    name: 'files'
    properties: { category: 'AzureStorageAccount', target: 'https://contosofiles.blob.core.windows.net', authType: 'AAD', metadata: { ResourceId: files.id } }
  }

  resource host 'capabilityHosts' = {
    name: 'agents'
    properties: { storageConnections: ['files'] }
  }
}

// Whom an existing project acts as can't be seen.
resource there 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' existing = {
  parent: account
  name: 'there'

  resource files 'connections' = {
    name: 'files'
    properties: { category: 'AzureStorageAccount', target: 'https://contosofiles.blob.core.windows.net', authType: 'AAD', metadata: { ResourceId: files.id } }
  }

  resource host 'capabilityHosts' = {
    name: 'agents'
    properties: { storageConnections: ['files'] }
  }
}
