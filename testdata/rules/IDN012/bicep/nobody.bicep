// scope: agent
resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true }
}

// Said once, of the first of them.
resource projects 'Microsoft.CognitiveServices/accounts/projects@2025-06-01' = [for name in ['support', 'sales']: { // want note "nobody is given Foundry User"
  parent: account
  name: name
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {}
}]
