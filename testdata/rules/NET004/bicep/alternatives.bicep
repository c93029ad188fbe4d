param new bool

resource fresh 'Microsoft.Search/searchServices@2025-05-01' = if (new) {
  name: 'contosostore'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

resource kept 'Microsoft.Search/searchServices@2025-05-01' = if (!new) {
  name: 'contosostore'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Enabled' // want error "the search service can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}
