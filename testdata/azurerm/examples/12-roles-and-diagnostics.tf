# Roles by their names, one for each entry of a map, and a diagnostic setting.

locals {
  grants = {
    files   = { role = "Storage Blob Data Contributor", on = azurerm_storage_account.files.id }
    vectors = { role = "Search Index Data Contributor", on = azurerm_search_service.vectors.id }
  }
}

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  resource_group_name = "contoso"
  location            = "westeurope"
  sku                 = "standard"
}

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "contoso-logs"
  resource_group_name = "contoso"
  location            = "westeurope"
}

resource "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  kind                = "AIServices"
  sku_name            = "S0"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_role_assignment" "agents" {
  for_each             = local.grants
  scope                = each.value.on
  role_definition_name = each.value.role
  principal_id         = azurerm_cognitive_account.agents.identity[0].principal_id
}

resource "azurerm_monitor_diagnostic_setting" "agents" {
  name                       = "logs"
  target_resource_id         = azurerm_cognitive_account.agents.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "audit"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}
