// Nothing is said of public access, which Azure takes for Enabled.

// want "publicNetworkAccess isn't set, and Azure's default is Enabled"
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
  }
}

// Accounts of other kinds, and ones that are there already, are none of ours.
resource speech 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-speech'
  location: 'westeurope'
  kind: 'SpeechServices'
  sku: { name: 'S0' }
  properties: {}
}

resource there 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-there'
}
