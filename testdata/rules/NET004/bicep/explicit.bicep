resource open 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contosoopen'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'Enabled' // want error "the search service can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}

resource shut 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'contososhut'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    publicNetworkAccess: 'disabled'
  }
}
