param new bool

resource fresh 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = if (new) {
  name: 'contosostore'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Disabled'
  }
}

resource kept 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = if (!new) {
  name: 'contosostore'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Enabled' // want error "the Cosmos DB account can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}
