// Ways to name a role and a principal.
param role string
param principal string
param condition string = ''

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${agents.id}': {} } }
  properties: { allowProjectManagement: true }
}

resource project 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = {
  parent: account
  name: 'support'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource agents 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-agents'
  location: 'westeurope'
}

resource deployer 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-deployer'
  location: 'westeurope'
}

resource script 'Microsoft.Resources/deploymentScripts@2023-08-01' = {
  name: 'contoso-seed'
  location: 'westeurope'
  kind: 'AzureCLI'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${deployer.id}': {} } }
  properties: { azCliVersion: '2.60.0', retentionInterval: 'P1D', scriptContent: 'true' }
}

// By the role definition as an existing resource, to an identity attached to the account.
resource owner 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  scope: subscription()
  name: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
}

resource owns 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('owns')
  properties: {
    principalId: agents.properties.principalId
    roleDefinitionId: owner.id // want error "the account's identity holds Owner on the whole resource group, and can hand out roles itself"
  }
}

// By a bare id, and with a condition on it.
resource administers 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid('administers')
  properties: {
    principalId: project.identity.principalId
    condition: '((!(ActionMatches{\'Microsoft.Authorization/roleAssignments/write\'})))'
    conditionVersion: '2.0'
    roleDefinitionId: '/providers/Microsoft.Authorization/roleDefinitions/F58310D9-A9F6-439A-9E8D-F62E7B41A168' // want warning "a condition on the assignment narrows that"
  }
}

// An empty condition is none.
resource empty 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid('empty')
  properties: {
    principalId: project.identity.principalId
    condition: condition
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e47c6f54-e4a2-4754-9501-8e0985b135e1') // want error "Foundry Account Owner (formerly Azure AI Account Owner) on the account"
  }
}

// The identity of a script that sets things up, and of nobody else.
resource seeds 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('seeds')
  properties: {
    principalId: deployer.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

// A person.
resource person 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('person')
  properties: {
    principalId: principal
    principalType: 'User'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

// Somebody who isn't known, and a role that isn't.
resource someone 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('someone')
  properties: {
    principalId: principal // want undetermined "it assigns Contributor, but to whom isn't known"
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

resource something 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('something')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role) // want undetermined "which role is assigned isn't known"
  }
}

// Data roles, and those that Moat doesn't list.
resource reads 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for r in ['acdd72a7-3385-48ef-bd42-f606fba81ae7', 'b556d68e-0be0-4f35-a333-ad7ee1ce17ea', '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8']: {
  name: guid('reads', r)
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', r)
  }
}]

// An agent's own identity, which no resource shows.
resource blueprint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('blueprint')
  properties: {
    principalId: principal
    principalType: 'AgentServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00482a5a-887f-4fb3-b363-3b7fe8e74483') // want error "an agent's identity holds Key Vault Administrator on the whole resource group"
  }
}

// By Bicep's own way to name a role.
resource named 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid('named')
  properties: {
    principalId: project.identity.principalId
    roleDefinitionId: roleDefinitions('User Access Administrator').id // want error "holds User Access Administrator on the "
  }
}

// Whoever deploys isn't what is deployed.
resource me 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('me')
  properties: {
    principalId: deployer().objectId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')
  }
}

// The identity of something that no agent acts with.
resource policy 'Microsoft.Authorization/policyAssignments@2024-04-01' existing = {
  name: 'contoso-policy'
}

resource remediates 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('remediates')
  properties: {
    principalId: policy.identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}

resource elsewhere 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('elsewhere')
  properties: {
    principalId: reference('/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/x/providers/Microsoft.Compute/virtualMachines/contoso', '2024-07-01', 'full').identity.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}
