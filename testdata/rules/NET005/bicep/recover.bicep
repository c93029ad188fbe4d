resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  properties: {
    createMode: 'recover'
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
  }
}
