// want error "publicNetworkAccess isn't set, and Azure's default is Enabled"
resource open 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoopen'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    // nothing
  }
}

resource there 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: 'contosothere'
}
