// scope: agent

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
        category: 'CognitiveSearch'
        authType: 'AAD'
        target: 'https://example.invalid'
        metadata: { ResourceId: member.id }
      }
    }
  }
}

resource member 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosomember'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Enabled' // want warning "though the deployment is meant to be private"
    networkRuleSet: { ipRules: [{ value: '203.0.113.0/24' }] }
  }
}
