param principal string
param role string

resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(principal, role)
  properties: {
    principalId: principal
    principalType: 'ServicePrincipal'
    // want error "the account's identity holds Contributor on the whole resource group"
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}
