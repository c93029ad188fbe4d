// want error "publicNetworkAccess isn't set, and Azure's default is Enabled"
resource open 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    // nothing
  }
}

resource there 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'contosothere'
}
