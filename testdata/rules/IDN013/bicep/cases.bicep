param rbac bool
param assume bool = false
param person string

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'contoso-agents'
  location: 'westeurope'
  kind: 'AIServices'
  sku: { name: 'S0' }
  identity: { type: 'SystemAssigned' }
  properties: { allowProjectManagement: true }
}

// By this api-version new vaults authorize by roles.
resource new 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'contoso-new'
  location: 'westeurope'
  properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId }
}

resource said 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'contoso-said'
  location: 'westeurope'
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: false // want warning "the key vault authorizes by access policies"
  }
}

resource unknown 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-unknown'
  location: 'westeurope'
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: rbac // want undetermined "whether the key vault authorizes by access policies can't be decided"
  }
}

resource assumed 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-assumed'
  location: 'westeurope'
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: assume // want assumed "the key vault authorizes by access policies"
  }
}

resource back 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-back'
  location: 'westeurope'
  properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId, createMode: 'recover' }
}

resource there 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: 'contoso-there'
}

// What an agent's identity may do with it weighs more.
resource agents 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-keys'
  location: 'westeurope'
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    accessPolicies: [
      { tenantId: tenant().tenantId, objectId: person, permissions: { secrets: ['all'] } }
      {
        tenantId: tenant().tenantId
        objectId: account.identity.principalId
        permissions: {
          keys: ['get', 'wrapKey']
          secrets: ['get', 'Delete'] // want error "gives the account's identity the permission \"delete\" on all secrets of the key vault"
        }
      }
    ]
  }
}

// Written beside the vault.
resource beside 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'contoso-beside'
  location: 'westeurope'
  properties: { sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId }

  resource policies 'accessPolicies' = {
    name: 'add'
    properties: {
      accessPolicies: [
        {
          tenantId: tenant().tenantId
          objectId: account.identity.principalId
          permissions: {
            keys: ['all'] // want error "the permission \"all\" on all keys"
          }
        }
      ]
    }
  }
}

output vault string = there.id
