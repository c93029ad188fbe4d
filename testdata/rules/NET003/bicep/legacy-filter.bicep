// want "the Cosmos DB account can be reached from the public internet"
resource threads 'Microsoft.DocumentDB/databaseAccounts@2019-12-12' = {
  name: 'contoso-threads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    ipRangeFilter: '203.0.113.7,0.0.0.0'
  }
}
