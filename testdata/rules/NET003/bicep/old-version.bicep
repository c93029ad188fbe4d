// The property is newer than the api-version, and Azure ignores it.

// want "so that Azure ignores it, and its default is Enabled"
resource a 'Microsoft.DocumentDB/databaseAccounts@2020-04-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: 'Disabled'
  }
}
