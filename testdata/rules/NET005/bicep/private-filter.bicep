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
        category: 'AzureKeyVault'
        authType: 'AAD'
        target: 'https://example.invalid'
        metadata: { ResourceId: member.id }
      }
    }
  }
}

resource member 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosomember'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Enabled' // want warning "though the deployment is meant to be private"
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [{ value: '203.0.113.0/24' }] }
  }
}
