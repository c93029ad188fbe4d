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
