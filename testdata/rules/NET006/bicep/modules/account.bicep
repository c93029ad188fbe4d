param name string

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}

output name string = account.name
