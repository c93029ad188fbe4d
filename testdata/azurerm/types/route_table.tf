resource "azurerm_route_table" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_route_table" "all" {
  resource_group_name           = "contoso"
  name                          = "contoso-all"
  location                      = "West Europe"
  bgp_route_propagation_enabled = false
  tags = {
    team = "agents"
  }

  route {
    name                   = "route"
    address_prefix         = "10.20.1.0/24"
    next_hop_type          = "None"
    next_hop_in_ip_address = "10.20.0.4"
  }
}

resource "azurerm_route_table" "other" {
  resource_group_name           = "contoso"
  name                          = "contoso-other"
  location                      = "West Europe"
  disable_bgp_route_propagation = true
}
