// scope: agent
// What belongs to the deployment is judged, also what is there already; the rest isn't.

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  properties: { allowProjectManagement: true }

  resource vault 'connections' = {
    name: 'vault'
    properties: { category: 'AzureKeyVault', authType: 'AccountManagedIdentity', target: keys.id, metadata: { ResourceId: keys.id } }
  }

  resource files 'connections' = {
    name: 'files'
    properties: { category: 'AzureStorageAccount', authType: 'AAD', target: old.properties.primaryEndpoints.blob }
  }
}

// want "data of the key vault"
resource keys 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'standard' } }
}

// want undetermined "it is there already"
resource old 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'contosoold'
}

resource website 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'contoso-website'
  location: 'westeurope'
  properties: { tenantId: tenant().tenantId, sku: { family: 'A', name: 'standard' } }
}
