param source string

// want warning "encrypted with Microsoft's key: keySource isn't set"
resource none 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
}

resource platform 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosob'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    encryption: {
      keySource: 'Microsoft.Storage' // want "keySource is \"Microsoft.Storage\""
    }
  }
}

resource unknown 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoc'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    encryption: {
      keySource: source // want undetermined "parameter \"source\""
    }
  }
}

resource own 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosod'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: { keyName: 'files', keyVaultUri: 'https://contoso.vault.azure.net' }
      identity: { userAssignedIdentity: identity.id }
    }
  }
}

resource detached 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoe'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    encryption: {
      keySource: 'Microsoft.Keyvault'
      keyvaultproperties: { keyname: 'files', keyvaulturi: 'https://contoso.vault.azure.net' }
      identity: {
        userAssignedIdentity: identity.id // want error "the identity that fetches it isn't attached"
      }
    }
  }
}

// want error "keyname isn't set"
resource noKey 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosof'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    encryption: { keySource: 'Microsoft.Keyvault', keyvaultproperties: { keyvaulturi: 'https://contoso.vault.azure.net' } }
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'contoso-identity'
}

resource there 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosothere'
}
