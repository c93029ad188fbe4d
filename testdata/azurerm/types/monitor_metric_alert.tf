resource "azurerm_monitor_metric_alert" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  scopes              = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"]
}

resource "azurerm_monitor_metric_alert" "all" {
  resource_group_name  = "contoso"
  name                 = "contoso-all"
  scopes               = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"]
  enabled              = false
  severity             = 2
  frequency            = "PT5M"
  window_size          = "PT15M"
  auto_mitigate        = false
  target_resource_type = "target-resource-type"
  tags = {
    team = "agents"
  }

  criteria {
    metric_namespace = "Microsoft.CognitiveServices/accounts"
    metric_name      = "TotalErrors"
    aggregation      = "Total"
    operator         = "LessThanOrEqual"
    threshold        = 30
  }

  action {
    action_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/actionGroups/contoso-oncall"
  }
}
