param open string

@allowed(['Disabled', 'disabled'])
param onlyGood string

@allowed(['Enabled', 'enabled'])
param onlyBad string

param assumed string = 'Enabled'

resource a 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: open // want undetermined "depends on parameter \"open\""
  }
}

resource b 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosob'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: onlyGood
  }
}

resource c 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosoc'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: onlyBad // want "none of the values that publicNetworkAccess can take closes it"
  }
}

resource d 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contosod'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    publicNetworkAccess: assumed // want assumed "can be reached from the public internet"
  }
}
