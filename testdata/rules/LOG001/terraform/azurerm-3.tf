terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.30"
    }
  }
}

# Blocks as azurerm 3 began with.

resource "azurerm_log_analytics_workspace" "logs" {
  name                = "contoso-logs"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}

resource "azurerm_cognitive_account" "on" {
  name                       = "contoso-on"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "on" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.on.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  log {
    category_group = "allLogs"

    retention_policy {
      enabled = true
      days    = 30
    }
  }

  metric {
    category = "AllMetrics"
  }
}

resource "azurerm_cognitive_account" "off" {
  name                       = "contoso-off"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "off" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.off.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  # want "doesn't export all of"
  log {
    category_group = "allLogs"
    enabled        = false
  }
}
