resource "azurerm_eventhub" "least" {
  name                = "contoso-least"
  resource_group_name = "contoso"
  namespace_name      = "contoso-events"
  partition_count     = 30
}

resource "azurerm_eventhub" "all" {
  name              = "contoso-all"
  namespace_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.EventHub/namespaces/contoso-events"
  partition_count   = 30
  message_retention = 30
}
