# The stores that agents keep threads, files and vectors in, and the vault with
# the key that encrypts them.

# One identity that the services fetch the key with; agents never act with it.
resource "azapi_resource" "keys_identity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"
  name      = "id-keys-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  response_export_values = ["properties.clientId", "properties.principalId"]
}

resource "azapi_resource" "vault" {
  type      = "Microsoft.KeyVault/vaults@2023-07-01"
  name      = "kv-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  body = {
    properties = {
      tenantId = data.azurerm_client_config.current.tenant_id
      sku = {
        family = "A"
        name   = "premium"
      }
      enableRbacAuthorization   = true
      enableSoftDelete          = true
      softDeleteRetentionInDays = 90
      enablePurgeProtection     = true
      publicNetworkAccess       = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
      }
    }
  }

  response_export_values = ["properties.vaultUri"]
}

resource "azapi_resource" "key" {
  type      = "Microsoft.KeyVault/vaults/keys@2023-07-01"
  name      = "agents"
  parent_id = azapi_resource.vault.id

  body = {
    properties = {
      kty     = "RSA-HSM"
      keySize = 3072
      keyOps  = ["wrapKey", "unwrapKey"]
      rotationPolicy = {
        attributes = {
          expiryTime = "P2Y"
        }
        lifetimeActions = [
          {
            trigger = {
              timeBeforeExpiry = "P90D"
            }
            action = {
              type = "rotate"
            }
          },
        ]
      }
    }
  }
}

resource "azurerm_role_assignment" "keys_encryption" {
  scope                = azapi_resource.vault.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azapi_resource.keys_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "keys_crypto" {
  scope                = azapi_resource.vault.id
  role_definition_name = "Key Vault Crypto User"
  principal_id         = azapi_resource.keys_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
}

resource "azapi_resource" "storage" {
  type      = "Microsoft.Storage/storageAccounts@2024-01-01"
  name      = "stagents${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keys_identity.id]
  }

  body = {
    kind = "StorageV2"
    sku = {
      name = "Standard_GZRS"
    }
    properties = {
      accessTier                   = "Hot"
      allowBlobPublicAccess        = false
      allowCrossTenantReplication  = false
      allowSharedKeyAccess         = false
      defaultToOAuthAuthentication = true
      minimumTlsVersion            = "TLS1_2"
      supportsHttpsTrafficOnly     = true
      publicNetworkAccess          = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
      }
      sasPolicy = {
        sasExpirationPeriod = "00.01:00:00"
        expirationAction    = "Block"
      }
      encryption = {
        keySource                       = "Microsoft.Keyvault"
        requireInfrastructureEncryption = true
        keyvaultproperties = {
          keyname     = azapi_resource.key.name
          keyvaulturi = azapi_resource.vault.output.properties.vaultUri
        }
        identity = {
          userAssignedIdentity = azapi_resource.keys_identity.id
        }
        services = {
          queue = {
            keyType = "Account"
          }
          table = {
            keyType = "Account"
          }
        }
      }
    }
  }

  response_export_values = ["properties.primaryEndpoints.blob"]

  depends_on = [azurerm_role_assignment.keys_encryption]
}

resource "azapi_resource" "blobs" {
  type      = "Microsoft.Storage/storageAccounts/blobServices@2024-01-01"
  name      = "default"
  parent_id = azapi_resource.storage.id

  body = {
    properties = {
      isVersioningEnabled = true
      changeFeed = {
        enabled = true
      }
      deleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
      containerDeleteRetentionPolicy = {
        enabled = true
        days    = 30
      }
    }
  }
}

resource "azapi_resource" "cosmos" {
  type      = "Microsoft.DocumentDB/databaseAccounts@2024-11-15"
  name      = "cosmos-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.keys_identity.id]
  }

  body = {
    kind = "GlobalDocumentDB"
    properties = {
      databaseAccountOfferType = "Standard"
      consistencyPolicy = {
        defaultConsistencyLevel = "Session"
      }
      locations = [
        {
          locationName     = var.location
          failoverPriority = 0
          isZoneRedundant  = true
        },
        {
          locationName     = var.second_location
          failoverPriority = 1
          isZoneRedundant  = true
        },
      ]
      enableAutomaticFailover = true
      backupPolicy = {
        type = "Continuous"
        continuousModeProperties = {
          tier = "Continuous30Days"
        }
      }
      disableLocalAuth                   = true
      disableKeyBasedMetadataWriteAccess = true
      minimalTlsVersion                  = "Tls12"
      publicNetworkAccess                = "Disabled"
      networkAclBypass                   = "None"
      keyVaultKeyUri                     = "${azapi_resource.vault.output.properties.vaultUri}keys/${azapi_resource.key.name}"
      defaultIdentity                    = "UserAssignedIdentity=${azapi_resource.keys_identity.id}"
    }
  }

  response_export_values = ["properties.documentEndpoint"]

  depends_on = [azurerm_role_assignment.keys_encryption]
}

resource "azapi_resource" "search" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = "srch-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  identity {
    type = "SystemAssigned"
  }

  body = {
    sku = {
      name = "standard"
    }
    properties = {
      replicaCount        = 3
      partitionCount      = 1
      disableLocalAuth    = true
      publicNetworkAccess = "Disabled"
      networkRuleSet = {
        bypass = "None"
      }
      encryptionWithCmk = {
        enforcement = "Enabled"
      }
    }
  }
}

resource "azurerm_role_assignment" "search_encryption" {
  scope                = azapi_resource.vault.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azapi_resource.search.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_monitor_diagnostic_setting" "vault_logs" {
  name                       = "to-workspace"
  target_resource_id         = azapi_resource.vault.id
  log_analytics_workspace_id = azapi_resource.workspace.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "blob_logs" {
  name                       = "to-workspace"
  target_resource_id         = azapi_resource.blobs.id
  log_analytics_workspace_id = azapi_resource.workspace.id

  enabled_log {
    category = "StorageRead"
  }

  enabled_log {
    category = "StorageWrite"
  }

  enabled_log {
    category = "StorageDelete"
  }
}

resource "azurerm_monitor_diagnostic_setting" "cosmos_logs" {
  name                           = "to-workspace"
  target_resource_id             = azapi_resource.cosmos.id
  log_analytics_workspace_id     = azapi_resource.workspace.id
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category = "DataPlaneRequests"
  }

  enabled_log {
    category = "ControlPlaneRequests"
  }
}

resource "azurerm_monitor_diagnostic_setting" "search_logs" {
  name                       = "to-workspace"
  target_resource_id         = azapi_resource.search.id
  log_analytics_workspace_id = azapi_resource.workspace.id

  enabled_log {
    category = "OperationLogs"
  }
}

resource "azapi_resource" "storage_lock" {
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "keep"
  parent_id = azapi_resource.storage.id

  body = {
    properties = {
      level = "CanNotDelete"
    }
  }
}

resource "azapi_resource" "cosmos_lock" {
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "keep"
  parent_id = azapi_resource.cosmos.id

  body = {
    properties = {
      level = "CanNotDelete"
    }
  }
}

resource "azapi_resource" "search_lock" {
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "keep"
  parent_id = azapi_resource.search.id

  body = {
    properties = {
      level = "CanNotDelete"
    }
  }
}
