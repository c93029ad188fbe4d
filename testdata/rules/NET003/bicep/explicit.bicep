resource open 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoopen'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Enabled' // want error "the Cosmos DB account can be reached from the public internet: publicNetworkAccess is \"Enabled\""
  }
}

resource shut 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contososhut'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'disabled'
  }
}
