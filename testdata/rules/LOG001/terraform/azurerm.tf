variable "logs" {
  type = bool
}

variable "categories" {
  type = set(string)
}


resource "azurerm_log_analytics_workspace" "logs" {
  name                = "contoso-logs"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}

# want warning "nothing exports the account's audit and request logs"
resource "azurerm_cognitive_account" "none" {
  name                       = "contoso-none"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_cognitive_account" "all" {
  name                       = "contoso-all"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "all" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.all.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_cognitive_account" "both" {
  name                       = "contoso-both"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "both" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.both.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category = "Audit"
  }

  enabled_log {
    category = "RequestResponse"
  }

  enabled_log {
    category = "AzureOpenAIRequestUsage"
  }
}

resource "azurerm_cognitive_account" "audit_only" {
  name                       = "contoso-audit-only"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "audit_only" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.audit_only.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  # want warning "doesn't export all of"
  enabled_log {
    category = "Audit"
  }
}

resource "azurerm_cognitive_account" "no_usage" {
  name                       = "contoso-no-usage"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "no_usage" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.no_usage.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  # want note "AzureOpenAIRequestUsage is off"
  enabled_log {
    category = "Audit"
  }

  enabled_log {
    category = "RequestResponse"
  }
}

resource "azurerm_cognitive_account" "archived" {
  name                       = "contoso-archived"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

# want note "no Log Analytics workspace"
resource "azurerm_monitor_diagnostic_setting" "archived" {
  name               = "to-workspace"
  target_resource_id = azurerm_cognitive_account.archived.id
  storage_account_id = azurerm_storage_account.archive.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_storage_account" "archive" {
  name                     = "contosoarchive"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_cognitive_account" "nowhere" {
  name                       = "contoso-nowhere"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

# want warning "sends its logs nowhere"
resource "azurerm_monitor_diagnostic_setting" "nowhere" {
  name               = "to-workspace"
  target_resource_id = azurerm_cognitive_account.nowhere.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_cognitive_account" "flagged" {
  name                       = "contoso-flagged"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

# want undetermined "logs"
resource "azurerm_monitor_diagnostic_setting" "flagged" {
  count = var.logs ? 1 : 0

  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.flagged.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_cognitive_account" "same_flag" {
  name                       = "contoso-same-flag"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  count                      = var.logs ? 1 : 0
}

resource "azurerm_monitor_diagnostic_setting" "same_flag" {
  count = var.logs ? 1 : 0

  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.same_flag[0].id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_cognitive_account" "dynamic" {
  name                       = "contoso-dynamic"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_monitor_diagnostic_setting" "dynamic" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.dynamic.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  dynamic "enabled_log" {
    for_each = toset(["Audit", "RequestResponse", "AzureOpenAIRequestUsage"])
    content {
      category = enabled_log.value
    }
  }
}

resource "azurerm_cognitive_account" "dynamic_unknown" {
  name                       = "contoso-dynamic-unknown"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

# want undetermined "what the diagnostic setting exports isn't known"
resource "azurerm_monitor_diagnostic_setting" "dynamic_unknown" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.dynamic_unknown.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  dynamic "enabled_log" {
    for_each = var.categories
    content {
      category = enabled_log.value
    }
  }
}

# Settings for a map of accounts, one of which is left out.
locals {
  logged = {
    a = azurerm_cognitive_account.each["a"].id
    b = azurerm_cognitive_account.each["b"].id
  }
}

# want "nothing exports"
resource "azurerm_cognitive_account" "each" {
  name                       = "contoso-${each.key}"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  for_each                   = toset(["a", "b", "c"])
}

resource "azurerm_monitor_diagnostic_setting" "each" {
  for_each = local.logged

  name                       = "to-workspace"
  target_resource_id         = each.value
  log_analytics_workspace_id = azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "allLogs"
  }
}
