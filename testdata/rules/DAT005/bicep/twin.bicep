// want "keyVaultKeyUri isn't set"
resource none 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-none'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard' }
}
