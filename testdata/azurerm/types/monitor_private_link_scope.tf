resource "azurerm_monitor_private_link_scope" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
}

resource "azurerm_monitor_private_link_scope" "all" {
  resource_group_name   = "contoso"
  name                  = "contoso-all"
  ingestion_access_mode = "PrivateOnly"
  query_access_mode     = "PrivateOnly"
  tags = {
    team = "agents"
  }
}
