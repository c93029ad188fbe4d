resource "azurerm_virtual_network_peering" "least" {
  resource_group_name       = "contoso"
  name                      = "contoso-least"
  virtual_network_name      = "contoso-hub"
  remote_virtual_network_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-spoke"
}

resource "azurerm_virtual_network_peering" "all" {
  resource_group_name          = "contoso"
  name                         = "contoso-all"
  virtual_network_name         = "contoso-hub"
  remote_virtual_network_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-spoke"
  allow_forwarded_traffic      = true
  allow_gateway_transit        = true
  allow_virtual_network_access = false
  use_remote_gateways          = true
}
