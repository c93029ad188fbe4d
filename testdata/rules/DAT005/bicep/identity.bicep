// A listed identity counts only where the type of the identity says so.

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  kind: 'GlobalDocumentDB'
  identity: { type: 'SystemAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: 'westeurope', failoverPriority: 0 }]
    keyVaultKeyUri: 'https://contoso.vault.azure.net/keys/threads'
    defaultIdentity: 'UserAssignedIdentity=${identity.id}' // want "isn't attached"
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-identity'
  location: 'westeurope'
}
