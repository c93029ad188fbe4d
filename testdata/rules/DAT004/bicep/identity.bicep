// An identity that is listed, but not in use, and one that isn't the listed one.

resource listed 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoa'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  identity: { type: 'SystemAssigned', userAssignedIdentities: { '${identity.id}': {} } }
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

resource another 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosob'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    encryption: {
      keySource: 'Microsoft.Keyvault'
      keyvaultproperties: { keyname: 'files', keyvaulturi: 'https://contoso.vault.azure.net' }
      identity: {
        userAssignedIdentity: other.id // want error "the identity that fetches it isn't attached"
      }
    }
  }
}

param chosen object

resource unknown 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'contosoc'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  identity: { type: 'UserAssigned', userAssignedIdentities: union({ '${identity.id}': {} }, chosen) }
  properties: {
    encryption: {
      keySource: 'Microsoft.Keyvault'
      keyvaultproperties: { keyname: 'files', keyvaulturi: 'https://contoso.vault.azure.net' }
      identity: { userAssignedIdentity: other.id }
    }
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-identity'
  location: 'westeurope'
}

resource other 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'contoso-other'
  location: 'westeurope'
}
