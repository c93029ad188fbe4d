param uri string

// want warning "encrypted with Microsoft's key: keyVaultKeyUri isn't set"
resource none 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-a'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard' }
}

resource empty 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-b'
  location: 'westeurope'
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: '' // want "encrypted with Microsoft's key"
  }
}

resource unknown 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-c'
  location: 'westeurope'
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: uri // want undetermined "parameter \"uri\""
  }
}

resource own 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-d'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: '${vault.properties.vaultUri}keys/threads'
    defaultIdentity: 'SystemAssignedIdentity'
  }
}

resource fromVault 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-e'
  location: 'westeurope'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: vault::key.properties.keyUri
    defaultIdentity: 'UserAssignedIdentity=${identity.id}'
  }
}

resource pinned 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-f'
  location: 'westeurope'
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: 'https://contoso.vault.azure.net/keys/threads/0123456789abcdef' // want note "a version of the key is pinned"
  }
}

resource noSystem 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-g'
  location: 'westeurope'
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: 'https://contoso.vault.azure.net/keys/threads'
    defaultIdentity: 'SystemAssignedIdentity' // want warning "the account has no system-assigned identity"
  }
}

resource detached 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-h'
  location: 'westeurope'
  identity: { type: 'SystemAssigned' }
  properties: {
    databaseAccountOfferType: 'Standard'
    keyVaultKeyUri: 'https://contoso.vault.azure.net/keys/threads'
    defaultIdentity: 'UserAssignedIdentity=${identity.id}' // want warning "that identity isn't attached"
  }
}

resource restored 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-i'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard', createMode: 'Restore' }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'contoso-keys'

  resource key 'keys' existing = {
    name: 'threads'
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'contoso-identity'
}
