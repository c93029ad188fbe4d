// scope: agent
// Agents keep threads in the SQL API alone.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  properties: {
    allowProjectManagement: true
    publicNetworkAccess: 'Disabled'
  }

  resource project 'projects' = {
    name: 'first'
    location: 'westeurope'
    properties: {}

    resource connection 'connections' = {
      name: 'store'
      properties: {
        category: 'CosmosDb'
        authType: 'AAD'
        target: 'https://example.invalid'
        metadata: { ResourceId: member.id }
      }
    }
  }
}

resource member 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-mongo'
  location: 'westeurope'
  kind: 'MongoDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Enabled'
  }
}
