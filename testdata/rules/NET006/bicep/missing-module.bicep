// A module that isn't there is given the account, and may hold the endpoint.

// want undetermined "may stand in module"
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

module endpoint 'br:contoso.azurecr.io/network/private-endpoint:1.2.0' = {
  name: 'endpoint'
  params: { serviceId: account.id }
}
