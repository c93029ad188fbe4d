resource keys 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: false // want "keys open the Cosmos DB account"
  }
}
