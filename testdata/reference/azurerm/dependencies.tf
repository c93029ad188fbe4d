# The stores that agents keep threads, files and vectors in, and the vault with
# the key that encrypts them.

# One identity that the services fetch the key with; agents never act with it.
resource "azurerm_user_assigned_identity" "keys_identity" {
  name                = "id-keys-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
}

resource "azurerm_key_vault" "vault" {
  name                          = "kv-agents-${var.suffix}"
  location                      = var.location
  resource_group_name           = azurerm_resource_group.agents.name
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  soft_delete_retention_days    = 90
  purge_protection_enabled      = true
  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault_key" "key" {
  name         = "agents"
  key_vault_id = azurerm_key_vault.vault.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]

  rotation_policy {
    expire_after = "P2Y"

    automatic {
      time_before_expiry = "P90D"
    }
  }
}

resource "azurerm_role_assignment" "keys_encryption" {
  scope                = azurerm_key_vault.vault.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.keys_identity.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "keys_crypto" {
  scope                = azurerm_key_vault.vault.id
  role_definition_name = "Key Vault Crypto User"
  principal_id         = azurerm_user_assigned_identity.keys_identity.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_storage_account" "storage" {
  name                              = "stagents${var.suffix}"
  location                          = var.location
  resource_group_name               = azurerm_resource_group.agents.name
  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = "GZRS"
  access_tier                       = "Hot"
  allow_nested_items_to_be_public   = false
  cross_tenant_replication_enabled  = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = false
  infrastructure_encryption_enabled = true
  queue_encryption_key_type         = "Account"
  table_encryption_key_type         = "Account"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys_identity.id]
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  sas_policy {
    expiration_period = "00.01:00:00"
    expiration_action = "Block"
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.key.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.keys_identity.id
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }

  depends_on = [azurerm_role_assignment.keys_encryption]
}

resource "azurerm_cosmosdb_account" "cosmos" {
  name                                  = "cosmos-agents-${var.suffix}"
  location                              = var.location
  resource_group_name                   = azurerm_resource_group.agents.name
  kind                                  = "GlobalDocumentDB"
  offer_type                            = "Standard"
  automatic_failover_enabled            = true
  local_authentication_enabled          = false
  access_key_metadata_writes_enabled    = false
  minimal_tls_version                   = "Tls12"
  public_network_access_enabled         = false
  network_acl_bypass_for_azure_services = false
  key_vault_key_id                      = azurerm_key_vault_key.key.versionless_id
  default_identity_type                 = "UserAssignedIdentity=${azurerm_user_assigned_identity.keys_identity.id}"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys_identity.id]
  }

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = var.location
    failover_priority = 0
    zone_redundant    = true
  }

  geo_location {
    location          = var.second_location
    failover_priority = 1
    zone_redundant    = true
  }

  backup {
    type = "Continuous"
    tier = "Continuous30Days"
  }

  depends_on = [azurerm_role_assignment.keys_encryption]
}

resource "azurerm_search_service" "search" {
  name                                     = "srch-agents-${var.suffix}"
  location                                 = var.location
  resource_group_name                      = azurerm_resource_group.agents.name
  sku                                      = "standard"
  replica_count                            = 3
  partition_count                          = 1
  local_authentication_enabled             = false
  public_network_access_enabled            = false
  network_rule_bypass_option               = "None"
  customer_managed_key_enforcement_enabled = true

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "search_encryption" {
  scope                = azurerm_key_vault.vault.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_search_service.search.identity[0].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_monitor_diagnostic_setting" "vault_logs" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_key_vault.vault.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workspace.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_diagnostic_setting" "blob_logs" {
  name                       = "to-workspace"
  target_resource_id         = "${azurerm_storage_account.storage.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workspace.id

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
  target_resource_id             = azurerm_cosmosdb_account.cosmos.id
  log_analytics_workspace_id     = azurerm_log_analytics_workspace.workspace.id
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
  target_resource_id         = azurerm_search_service.search.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workspace.id

  enabled_log {
    category = "OperationLogs"
  }
}

resource "azurerm_management_lock" "storage_lock" {
  name       = "keep"
  scope      = azurerm_storage_account.storage.id
  lock_level = "CanNotDelete"
}

resource "azurerm_management_lock" "cosmos_lock" {
  name       = "keep"
  scope      = azurerm_cosmosdb_account.cosmos.id
  lock_level = "CanNotDelete"
}

resource "azurerm_management_lock" "search_lock" {
  name       = "keep"
  scope      = azurerm_search_service.search.id
  lock_level = "CanNotDelete"
}
