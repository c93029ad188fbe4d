// An account that says it is open, one that says it is shut.

resource open 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-open'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Enabled' // want "NET001" "publicNetworkAccess is \"Enabled\""
  }
}

resource shut 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-shut'
  location: 'westeurope'
  kind: 'aiservices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'disabled'
  }
}
