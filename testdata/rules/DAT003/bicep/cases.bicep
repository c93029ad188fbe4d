param source string
@allowed(['Microsoft.CognitiveServices', ''])
param onlyPlatform string
param version string = ''

// want warning "the account is encrypted with Microsoft's key: keySource isn't set"
resource none 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-a'
  location: 'westeurope'
  kind: 'OpenAI'
  properties: {}
}

resource platform 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-b'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    allowProjectManagement: true
    encryption: {
      keySource: 'Microsoft.CognitiveServices' // want "in the Basic Setup such a key doesn't cover"
    }
  }
}

resource onlyBad 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-c'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    encryption: {
      keySource: onlyPlatform // want "the account is encrypted with Microsoft's key"
    }
  }
}

resource unknown 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-d'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    encryption: {
      keySource: source // want undetermined "parameter \"source\""
    }
  }
}

resource own 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-e'
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'SystemAssigned' }
  properties: {
    encryption: {
      keySource: 'microsoft.keyvault'
      keyVaultProperties: { keyName: 'agents', keyVaultUri: 'https://contoso.vault.azure.net', keyVersion: version }
    }
  }
}

resource pinned 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-f'
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'SystemAssigned, UserAssigned' }
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: {
        keyName: 'agents'
        keyVaultUri: 'https://contoso.vault.azure.net'
        keyVersion: '0123456789abcdef' // want note "a version of the key is pinned"
      }
    }
  }
}

// want error "keyVaultUri isn't set"
resource noVault 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-g'
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'SystemAssigned' }
  properties: {
    encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyName: 'agents' } }
  }
}

// want error "the account has no managed identity"
resource noIdentity 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-h'
  location: 'westeurope'
  kind: 'AIServices'
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyName: 'agents', keyVaultUri: 'https://contoso.vault.azure.net' }
    }
  }
}

// want error "identityClientId doesn't say which one"
resource noClient 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-i'
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyName: 'agents', keyVaultUri: 'https://contoso.vault.azure.net' }
    }
  }
}

resource client 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-j'
  location: 'westeurope'
  kind: 'AIServices'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyName: 'agents', keyVaultUri: 'https://contoso.vault.azure.net', identityClientId: identity.properties.clientId }
    }
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'contoso-identity'
}

resource there 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-there'
}
