resource "azurerm_network_security_group" "group" {
  name                = "contoso-group"
  resource_group_name = "contoso"
  location            = "westeurope"
  security_rule {
    name                       = "web"
    direction                  = "Inbound"
    access                     = "Allow"
    priority                   = 200
    protocol                   = "Tcp"
    source_address_prefix      = "Internet" # want error "the security rule lets traffic in from anywhere: sourceAddressPrefix is \"Internet\""
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
  }
  security_rule {
    name                       = "balancer"
    direction                  = "Inbound"
    access                     = "Allow"
    priority                   = 220
    protocol                   = "*"
    source_address_prefix      = "AzureLoadBalancer"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }
}

resource "azurerm_network_security_rule" "ssh" {
  name                        = "ssh"
  network_security_group_name = azurerm_network_security_group.group.name
  resource_group_name         = "contoso"
  direction                   = "Inbound"
  access                      = "Allow"
  priority                    = 210
  protocol                    = "*"
  source_address_prefixes     = ["10.0.0.0/8", "0.0.0.0/0"] # want error "that includes port 22, by which machines are administered"
  source_port_range           = "*"
  destination_address_prefix  = "*"
  destination_port_ranges     = ["20-30", "8080"]
}
