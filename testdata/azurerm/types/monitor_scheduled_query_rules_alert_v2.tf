resource "azurerm_monitor_scheduled_query_rules_alert_v2" "least" {
  resource_group_name  = "contoso"
  name                 = "contoso-least"
  location             = "West Europe"
  scopes               = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"]
  severity             = 2
  evaluation_frequency = "PT5M"
  window_duration      = "PT10M"
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "all" {
  resource_group_name              = "contoso"
  name                             = "contoso-all"
  location                         = "West Europe"
  scopes                           = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"]
  enabled                          = false
  severity                         = 2
  evaluation_frequency             = "PT5M"
  window_duration                  = "PT10M"
  auto_mitigation_enabled          = true
  skip_query_validation            = true
  workspace_alerts_storage_enabled = true
  tags = {
    team = "agents"
  }

  criteria {
    query                   = "AzureDiagnostics | count"
    threshold               = 30
    operator                = "LessThanOrEqual"
    time_aggregation_method = "Total"
  }

  action {
    action_groups = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/actionGroups/contoso-oncall"]
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
