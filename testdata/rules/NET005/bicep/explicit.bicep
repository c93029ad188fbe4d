resource open 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Enabled' // want error "the key vault can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}

resource shut 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contososhut'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'disabled'
  }
}
