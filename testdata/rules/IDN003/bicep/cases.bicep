param keysOff bool
param capabilities array

resource keys 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'globaldocumentdb'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: false // want error "keys open the Cosmos DB account: disableLocalAuth is false, and they change"
  }
}

// want "isn't set, and Azure's default is false"
resource noKind 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-b'
  location: 'westeurope'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableKeyBasedMetadataWriteAccess: true
    capabilities: [ { name: 'EnableServerless' } ]
  }
}

resource tokensOnly 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-c'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: { databaseAccountOfferType: 'Standard', disableLocalAuth: true }
}

resource mongo 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-d'
  location: 'westeurope'
  kind: 'MongoDB'
  properties: { databaseAccountOfferType: 'Standard' }
}

resource gremlin 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-e'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: [ { name: 'EnableGremlin' } ]
  }
}

resource unknown 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-f'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: keysOff // want undetermined "parameter \"keysOff\""
  }
}

resource unknownAPI 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-g'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: false
    capabilities: capabilities // want undetermined "whether the Cosmos DB account has the SQL API"
  }
}

resource there 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: 'contoso-there'
}
