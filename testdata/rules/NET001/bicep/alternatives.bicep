param new bool

resource fresh 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (new) {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }
}

resource kept 'Microsoft.CognitiveServices/accounts@2025-06-01' = if (!new) {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled' // want "publicNetworkAccess is \"Enabled\""
  }
}
