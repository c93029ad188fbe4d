resource narrow 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosonarrow'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Enabled' // want note "open to the public networks that its firewall lists: publicNetworkAccess is"
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [{ value: '203.0.113.0/24' }] }
  }
}

resource wide 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosowide'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      ipRules: [
        { value: '0.0.0.0/0' } // want "its firewall lists \"0.0.0.0/0\""
      ]
    }
  }
}

// The firewall lists nothing, so nothing gets in but what it bypasses.
resource lone 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosolone'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Enabled' // want note "keeps its public endpoint, behind a firewall that lists no network: publicNetworkAccess is"
    networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [] }
  }
}
