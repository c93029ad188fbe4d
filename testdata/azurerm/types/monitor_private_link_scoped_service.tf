resource "azurerm_monitor_private_link_scoped_service" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  scope_name          = "contoso"
  linked_resource_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
}

resource "azurerm_monitor_private_link_scoped_service" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  scope_name          = "contoso"
  linked_resource_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
}
