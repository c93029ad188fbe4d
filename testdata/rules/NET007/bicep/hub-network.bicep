// scope: agent

resource hub 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'contoso-hub'
  location: 'westeurope'
  kind: 'Hub'
  properties: {
    publicNetworkAccess: 'Disabled'
    storageAccount: files.id
    keyVault: keys.id
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      outboundRules: {
        files: {
          type: 'PrivateEndpoint'
          destination: { serviceResourceId: files.id, subresourceTarget: 'blob' }
        }
        pages: { type: 'FQDN', destination: 'example.invalid' }
      }
    }
  }
}

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'contosofiles'
  location: 'westeurope'
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}

// want "no private endpoint leads to sub-resource \"vault\" of the key vault"
resource keys 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contosokeys'
  location: 'westeurope'
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
  }
}
