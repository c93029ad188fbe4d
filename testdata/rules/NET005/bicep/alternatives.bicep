param new bool

resource fresh 'Microsoft.KeyVault/vaults@2023-07-01' = if (new) {
  name: 'contosostore'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Disabled'
  }
}

resource kept 'Microsoft.KeyVault/vaults@2023-07-01' = if (!new) {
  name: 'contosostore'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Enabled' // want error "the key vault can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}
