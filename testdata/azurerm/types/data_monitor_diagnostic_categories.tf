# Which categories there are is known to Azure alone: the setting has logs, and
# none of them is certain.

data "azurerm_monitor_diagnostic_categories" "agents" {
  resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
}

resource "azurerm_monitor_diagnostic_setting" "agents" {
  name               = "logs"
  target_resource_id = data.azurerm_monitor_diagnostic_categories.agents.resource_id
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"

  dynamic "enabled_log" {
    for_each = data.azurerm_monitor_diagnostic_categories.agents.log_category_types
    content {
      category = enabled_log.value
    }
  }
}
