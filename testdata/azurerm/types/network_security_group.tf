resource "azurerm_network_security_group" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_network_security_group" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  location            = "West Europe"
  tags = {
    team = "agents"
  }

  security_rule {
    name                         = "security-rule"
    access                       = "Deny"
    direction                    = "Outbound"
    priority                     = 120
    protocol                     = "Esp"
    source_address_prefix        = "VirtualNetwork"
    source_address_prefixes      = ["10.20.1.0/24"]
    source_port_range            = "*"
    source_port_ranges           = ["1024-65535"]
    destination_address_prefix   = "*"
    destination_address_prefixes = ["10.20.2.0/24"]
    destination_port_range       = "443"
    destination_port_ranges      = ["443", "8443"]
  }
}
