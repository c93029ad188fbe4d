// The stores that agents keep threads, files and vectors in, and the vault with
// the key that encrypts them.
param suffix string
param location string
param secondLocation string
param workspaceId string

// Key Vault Crypto Service Encryption User, Key Vault Crypto User
var encryptionUserRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')
var cryptoUserRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '12338af0-0e69-4776-bea7-57ae8d297424')

// One identity that the services fetch the key with; agents never act with it.
resource keysIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-keys-${suffix}'
  location: location
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-agents-${suffix}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
  }
}

resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'agents'
  properties: {
    kty: 'RSA-HSM'
    keySize: 3072
    keyOps: [
      'wrapKey'
      'unwrapKey'
    ]
    rotationPolicy: {
      attributes: {
        expiryTime: 'P2Y'
      }
      lifetimeActions: [
        {
          trigger: {
            timeBeforeExpiry: 'P90D'
          }
          action: {
            type: 'rotate'
          }
        }
      ]
    }
  }
}

resource keysEncryption 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, keysIdentity.id, encryptionUserRole)
  scope: vault
  properties: {
    roleDefinitionId: encryptionUserRole
    principalId: keysIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource keysCrypto 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, keysIdentity.id, cryptoUserRole)
  scope: vault
  properties: {
    roleDefinitionId: cryptoUserRole
    principalId: keysIdentity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stagents${suffix}'
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_GZRS'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${keysIdentity.id}': {}
    }
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
    sasPolicy: {
      sasExpirationPeriod: '00.01:00:00'
      expirationAction: 'Block'
    }
    encryption: {
      keySource: 'Microsoft.Keyvault'
      requireInfrastructureEncryption: true
      keyvaultproperties: {
        keyname: key.name
        keyvaulturi: vault.properties.vaultUri
      }
      identity: {
        userAssignedIdentity: keysIdentity.id
      }
      services: {
        queue: {
          keyType: 'Account'
        }
        table: {
          keyType: 'Account'
        }
      }
    }
  }
  dependsOn: [
    keysEncryption
  ]
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: storage
  name: 'default'
  properties: {
    isVersioningEnabled: true
    changeFeed: {
      enabled: true
    }
    deleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
  }
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: 'cosmos-agents-${suffix}'
  location: location
  kind: 'GlobalDocumentDB'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${keysIdentity.id}': {}
    }
  }
  properties: {
    databaseAccountOfferType: 'Standard'
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: true
      }
      {
        locationName: secondLocation
        failoverPriority: 1
        isZoneRedundant: true
      }
    ]
    enableAutomaticFailover: true
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: 'Continuous30Days'
      }
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Disabled'
    networkAclBypass: 'None'
    keyVaultKeyUri: '${vault.properties.vaultUri}keys/${key.name}'
    defaultIdentity: 'UserAssignedIdentity=${keysIdentity.id}'
  }
  dependsOn: [
    keysEncryption
  ]
}

resource search 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-agents-${suffix}'
  location: location
  sku: {
    name: 'standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    replicaCount: 3
    partitionCount: 1
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkRuleSet: {
      bypass: 'None'
    }
    encryptionWithCmk: {
      enforcement: 'Enabled'
    }
  }
}

resource searchEncryption 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, search.id, encryptionUserRole)
  scope: vault
  properties: {
    roleDefinitionId: encryptionUserRole
    principalId: search.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource vaultLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: true
      }
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

resource cosmosLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: cosmos
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'DataPlaneRequests'
        enabled: true
      }
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
  }
}

resource searchLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: search
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationLogs'
        enabled: true
      }
    ]
  }
}

resource storageLock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: storage
  properties: {
    level: 'CanNotDelete'
  }
}

resource cosmosLock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: cosmos
  properties: {
    level: 'CanNotDelete'
  }
}

resource searchLock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep'
  scope: search
  properties: {
    level: 'CanNotDelete'
  }
}

output keysIdentityName string = keysIdentity.name
output vaultName string = vault.name
output vaultId string = vault.id

output keyName string = key.name
output storageName string = storage.name
output storageId string = storage.id
output cosmosName string = cosmos.name
output cosmosId string = cosmos.id
output searchName string = search.name
output searchId string = search.id
