resource "azurerm_monitor_activity_log_alert" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  scopes              = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"]
}

resource "azurerm_monitor_activity_log_alert" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  location            = "West Europe"
  scopes              = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"]
  enabled             = false
  tags = {
    team = "agents"
  }

  criteria {
    category       = "ServiceHealth"
    operation_name = "Microsoft.CognitiveServices/accounts/listKeys/action"
    resource_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
    level          = "Critical"
    status         = "status"
  }

  action {
    action_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/actionGroups/contoso-oncall"
  }
}
