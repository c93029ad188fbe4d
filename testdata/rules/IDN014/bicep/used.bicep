// scope: agent
// Under this scope only keys and secrets that agents use are looked at.
param exp int
param when object

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: {
    allowProjectManagement: true
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyVaultUri: vault.properties.vaultUri, keyName: account_key.name }
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId }
}

resource account_key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = { // want note "the key never expires"
  parent: vault
  name: 'account'
  properties: { kty: 'RSA' }
}

resource threads_key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'threads'
  properties: { kty: 'RSA', attributes: { exp: exp } }
}

resource threads 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'contoso-threads'
  location: 'westeurope'
  properties: { databaseAccountOfferType: 'Standard', locations: [], keyVaultKeyUri: 'https://contoso-keys.vault.azure.net/keys/threads' }
}

// want undetermined "whether the key ever expires can't be decided"
resource files_key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'files'
  properties: { kty: 'RSA', attributes: when }
}

resource files 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: { encryption: { keySource: 'Microsoft.Keyvault', keyvaultproperties: { keyvaulturi: vault.properties.vaultUri, keyname: 'files' } } }
}

resource toFiles 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'files'
  properties: { category: 'AzureStorageAccount', authType: 'AAD', target: 'https://contosofiles.blob.core.windows.net', metadata: { ResourceId: files.id } }
}

resource unused 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
  parent: vault
  name: 'unused'
  properties: { kty: 'RSA', attributes: when }
}
