resource "azurerm_route" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  route_table_name    = "contoso-routes"
  address_prefix      = "10.20.1.0/24"
  next_hop_type       = "None"
}

resource "azurerm_route" "all" {
  resource_group_name    = "contoso"
  name                   = "contoso-all"
  route_table_name       = "contoso-routes"
  address_prefix         = "10.20.1.0/24"
  next_hop_type          = "None"
  next_hop_in_ip_address = "10.20.0.4"
}
