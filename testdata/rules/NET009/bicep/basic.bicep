// The Basic Setup, in public.
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true, publicNetworkAccess: 'Enabled' }

  resource project 'projects' = {
    name: 'support'
    location: 'westeurope'
    identity: { type: 'SystemAssigned' }
    properties: {}
  }
}
