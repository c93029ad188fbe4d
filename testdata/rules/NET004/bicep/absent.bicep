// want error "publicNetworkAccess isn't set, and Azure's default is Enabled"
resource open 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    // nothing
  }
}

resource there 'Microsoft.Search/searchServices@2025-05-01' existing = {
  name: 'contosothere'
}
