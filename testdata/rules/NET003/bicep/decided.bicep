// params: decided.bicepparam

param access string = 'Enabled'

resource a 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: access
  }
}
