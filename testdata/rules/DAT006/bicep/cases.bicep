param enforcement string

// want warning "doesn't insist on keys of your own: enforcement isn't set"
resource none 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-a'
  location: 'westeurope'
  sku: { name: 'standard' }
}

resource unspecified 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-b'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    encryptionWithCmk: {
      enforcement: 'Unspecified' // want "which no template shows"
    }
  }
}

resource enforced 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-c'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: { encryptionWithCmk: { enforcement: 'enabled' } }
}

resource unknown 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-d'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    encryptionWithCmk: {
      enforcement: enforcement // want undetermined "parameter \"enforcement\""
    }
  }
}

resource free 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-e'
  location: 'westeurope'
  sku: {
    name: 'free' // want warning "the free tier"
  }
}

resource serviceKey 'Microsoft.Search/searchServices@2026-03-01-preview' = {
  name: 'contoso-f'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    encryptionWithCmk: { serviceLevelEncryptionKey: { keyVaultKeyName: 'vectors', keyVaultUri: 'https://contoso.vault.azure.net' } }
  }
}

// want "enforcement isn't set"
resource serviceKeyTooEarly 'Microsoft.Search/searchServices@2024-06-01-preview' = {
  name: 'contoso-g'
  location: 'westeurope'
  sku: { name: 'standard' }
  properties: {
    encryptionWithCmk: { serviceLevelEncryptionKey: { keyVaultKeyName: 'vectors', keyVaultUri: 'https://contoso.vault.azure.net' } }
  }
}

resource there 'Microsoft.Search/searchServices@2024-06-01-preview' existing = {
  name: 'contoso-there'
}
