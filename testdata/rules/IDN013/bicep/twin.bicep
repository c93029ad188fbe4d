resource closed 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-closed'
  location: 'westeurope'
  properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId, enableRbacAuthorization: true }
}

resource unset 'Microsoft.KeyVault/vaults@2024-11-01' = { // want warning "enableRbacAuthorization isn't set, and Azure's default is false"
  name: 'contoso-unset'
  location: 'westeurope'
  properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId, accessPolicies: [] }
}

resource off 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-off'
  location: 'westeurope'
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: false // want warning "enableRbacAuthorization is false"
    accessPolicies: []
  }
}
