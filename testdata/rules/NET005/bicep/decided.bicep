// params: decided.bicepparam

param access string = 'Enabled'

resource a 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosoa'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: access
  }
}
