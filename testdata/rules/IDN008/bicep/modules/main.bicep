// Principal and role go into a module, in a loop.
param extra bool

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: { allowProjectManagement: true }
}

module roles 'role.bicep' = [for role in [
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
  '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'
]: {
  name: 'role-${role}'
  params: { principal: account.identity.principalId, role: role }
}]

// Only in one case an identity of the agents.
module either 'role.bicep' = {
  name: 'either'
  params: {
    // want undetermined "it assigns Owner, but to whom isn't known"
    principal: extra ? account.identity.principalId : '22222222-0000-0000-0000-000000000001'
    role: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
  }
}
