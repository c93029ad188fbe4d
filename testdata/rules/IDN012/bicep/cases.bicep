param principal string
param kind string
param role string

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: { allowProjectManagement: true }
}

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosofiles'
}

resource keys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid('keys')
  properties: {
    principalId: principal
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'a97b65f3-24c7-4388-baec-2e87135dc908') // want warning "which lets them read the account's keys"
  }
}

resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid('owner')
  properties: {
    principalId: principal
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'c883944f-8b7b-4483-af10-35834be79c4a') // want warning "Foundry Owner (formerly Azure AI Owner) on the account"
  }
}

// Of another service, whatever the role.
resource elsewhere 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: files
  name: guid('elsewhere')
  properties: {
    principalId: principal
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

// An identity is no developer.
resource identity 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('identity')
  properties: {
    principalId: account.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

resource unsaid 'Microsoft.Authorization/roleAssignments@2022-04-01' = { // want undetermined "whether a person holds Owner on the whole resource group can't be decided"
  name: guid('unsaid')
  properties: {
    principalId: principal
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')
  }
}

resource unknown 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('unknown')
  properties: {
    principalId: principal
    principalType: kind // want undetermined "whether a person holds Contributor"
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

// Any role at all: it may be the right one.
resource any 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('any')
  properties: { principalId: principal, principalType: 'User', roleDefinitionId: role }
}

// A role for hubs, on a group without any.
resource hubs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('hubs')
  properties: {
    principalId: principal
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '64702f94-c441-49e6-a78b-ef80e0188fee') // want note "is assigned on the whole resource group, which has none of them here"
  }
}

// The keys are the account's; whoever holds the role on a project can't read them.
resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' existing = {
  parent: account
  name: 'support'
}

resource projectUser 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: project
  name: guid('projectUser')
  properties: {
    principalId: principal
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'a97b65f3-24c7-4388-baec-2e87135dc908')
  }
}
