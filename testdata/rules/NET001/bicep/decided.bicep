// params: decided.bicepparam

param first string = 'Enabled'
param second string = 'Disabled'

resource a 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: first
  }
}

resource b 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: second
  }
}
