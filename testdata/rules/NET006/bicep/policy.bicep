resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-account'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}

resource policy 'Microsoft.Authorization/policyAssignments@2024-04-01' = {
  name: 'private-endpoints'
  properties: {
    policyDefinitionId: tenantResourceId('Microsoft.Authorization/policyDefinitions', 'db630ad5-52e9-4f4d-9c44-53912fe40053')
  }
}
