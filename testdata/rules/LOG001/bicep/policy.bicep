// A policy adds the setting once Azure sees the account.

resource none 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {}
}

resource policy 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'logs'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policySetDefinitions/0884adba-2312-4468-abeb-5422caed1038'
  }
}
