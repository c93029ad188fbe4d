// The property is newer than the api-version, and Azure ignores it.

// want "so that Azure ignores it, and its default is Enabled"
resource a 'Microsoft.KeyVault/vaults@2019-09-01' = {
  name: 'contosoa'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Disabled'
  }
}
