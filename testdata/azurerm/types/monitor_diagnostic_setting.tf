resource "azurerm_monitor_diagnostic_setting" "least" {
  name               = "contoso-least"
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
}

resource "azurerm_monitor_diagnostic_setting" "all" {
  name                           = "contoso-all"
  target_resource_id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  log_analytics_workspace_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
  storage_account_id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  eventhub_authorization_rule_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.EventHub/namespaces/contoso-events/authorizationRules/send"
  eventhub_name                  = "eventhub-name"
  partner_solution_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Datadog/monitors/contoso"
  log_analytics_destination_type = "AzureDiagnostics"

  enabled_log {
    category       = "Audit"
    category_group = "audit"

    retention_policy {
      days = 30
    }
  }

  metric {
    category = "Audit"
    enabled  = false
  }

  enabled_metric {
    category = "Audit"
  }
}

resource "azurerm_monitor_diagnostic_setting" "other" {
  name               = "contoso-other"
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"

  log {
    category       = "Audit"
    category_group = "audit"
    enabled        = false
  }
}
