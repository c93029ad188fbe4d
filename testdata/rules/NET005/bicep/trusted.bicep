resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None' // want warning "shuts out the services that encrypt with its key"
    }
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosoagents'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    encryption: {
      keySource: 'Microsoft.Keyvault'
      keyvaultproperties: { keyname: 'agents', keyvaulturi: vault.properties.vaultUri }
    }
  }
}

// Nobody encrypts with a key of this one.
resource secrets 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-secrets'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    publicNetworkAccess: 'Disabled'
    networkAcls: { defaultAction: 'Deny', bypass: 'None' }
  }
}
