resource "azurerm_network_watcher_flow_log" "least" {
  resource_group_name  = "contoso"
  network_watcher_name = "contoso"
  name                 = "contoso-least"
  target_resource_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  storage_account_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  enabled              = true
}

resource "azurerm_network_watcher_flow_log" "all" {
  resource_group_name  = "contoso"
  network_watcher_name = "contoso"
  name                 = "contoso-all"
  target_resource_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  storage_account_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  enabled              = true

  retention_policy {
    days    = 30
    enabled = true
  }

  traffic_analytics {
    enabled               = true
    workspace_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
  }
}

resource "azurerm_network_watcher_flow_log" "other" {
  resource_group_name       = "contoso"
  network_watcher_name      = "contoso"
  name                      = "contoso-other"
  storage_account_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  enabled                   = true
  network_security_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
}
