// Whether it is meant to be private isn't known.
param access string

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = { // want undetermined "whether the account's agents run in a virtual network can't be decided"
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: { allowProjectManagement: true, publicNetworkAccess: access }
}
