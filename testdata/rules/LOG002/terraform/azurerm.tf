resource "azurerm_log_analytics_workspace" "logs" {
  name                = "contoso-logs"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}
data "azurerm_client_config" "current" {}

# want warning "the logs of who read and changed the data of the storage account's blob service"
resource "azurerm_storage_account" "none" {
  name                     = "contosonone"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

# want "the one on the account itself carries metrics only"
resource "azurerm_storage_account" "on_account" {
  name                     = "contosoonaccount"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_monitor_diagnostic_setting" "on_account" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_storage_account.on_account.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_metric {
    category = "Transaction"
  }
}

resource "azurerm_storage_account" "logged" {
  name                     = "contosologged"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_monitor_diagnostic_setting" "logged" {
  name                       = "to-workspace"
  target_resource_id         = "${azurerm_storage_account.logged.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

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

resource "azurerm_storage_account" "half" {
  name                     = "contosohalf"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_monitor_diagnostic_setting" "half" {
  name                       = "to-workspace"
  target_resource_id         = "${azurerm_storage_account.half.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  # want "doesn't export all of"
  enabled_log {
    category = "StorageRead"
  }
}

# want warning "the logs of who read and changed the data of the Cosmos DB account"
resource "azurerm_cosmosdb_account" "none" {
  name                = "contoso-none"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "logged" {
  name                = "contoso-logged"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_monitor_diagnostic_setting" "threads" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cosmosdb_account.logged.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "DataPlaneRequests"
  }

  enabled_log {
    category = "ControlPlaneRequests"
  }
}

# want warning "the logs of who read and changed the data of the search service"
resource "azurerm_search_service" "none" {
  name                = "contoso-none"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_search_service" "logged" {
  name                = "contoso-logged"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_monitor_diagnostic_setting" "vectors" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_search_service.logged.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "OperationLogs"
  }
}

# want warning "the logs of who read and changed the data of the key vault"
resource "azurerm_key_vault" "none" {
  name                       = "contoso-none"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault" "logged" {
  name                       = "contoso-logged"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "keys" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_key_vault.logged.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "audit"
  }
}

# A setting for each store of a map.
locals {
  stores = {
    files  = "${azurerm_storage_account.each.id}/blobServices/default"
    vector = azurerm_search_service.each.id
  }
}

resource "azurerm_storage_account" "each" {
  name                     = "contosoeach"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_search_service" "each" {
  name                = "contoso-each"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_monitor_diagnostic_setting" "each" {
  for_each = local.stores

  name                       = "to-workspace"
  target_resource_id         = each.value
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "allLogs"
  }
}
