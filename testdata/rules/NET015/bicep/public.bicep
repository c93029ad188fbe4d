// Where nothing is meant to be private, a public host is none of this rule's business.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'contoso-app'
  location: 'westeurope'
  properties: {}
}
