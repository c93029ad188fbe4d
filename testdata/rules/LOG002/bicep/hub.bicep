// scope: agent
// What a hub keeps its own things in belongs to it; so does what its
// user-assigned identity has a role on. A private endpoint alone makes nothing
// a member here.

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-identity'
  location: 'westeurope'
}

// want "data of the hub"
resource hub 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  kind: 'hub'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    storageAccount: files.id
    keyVault: resourceId('Microsoft.KeyVault/vaults', 'CONTOSO-keys')
  }
}

// want "data of the storage account's blob service"
resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

// want "data of the key vault"
resource keys 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'standard' } }
}

// want "data of the search service"
resource granted 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-granted'
  location: 'westeurope'
  sku: { name: 'standard' }
}

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: granted
  name: guid('grant')
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1407120a-92aa-4202-b7e9-c0e197c71c8f')
  }
}

// want "data of the Cosmos DB account"
resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard' }

  resource grant 'sqlRoleAssignments' = {
    name: guid('threads')
    properties: {
      principalId: identity.properties.principalId
      roleDefinitionId: 'contoso'
      scope: '/'
    }
  }
}

resource shop 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-shop'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard' }
}

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [for target in [hub.id, shop.id]: {
  name: 'to-${uniqueString(target)}'
  location: 'westeurope'
  properties: {
    subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'contoso', 'endpoints') }
    privateLinkServiceConnections: [ { name: 'link', properties: { privateLinkServiceId: target, groupIds: ['amlworkspace'] } } ]
  }
}]
