// A module that isn't there, but can't know the account.

// want error "no private endpoint leads to sub-resource \"account\" of the account, though the deployment is meant to be private"
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

module budget 'br:contoso.azurecr.io/consumption/budget:1.0.0' = {
  name: 'budget'
  params: { amount: 100 }
}
