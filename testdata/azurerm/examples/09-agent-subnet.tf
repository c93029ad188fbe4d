# A delegated subnet, and the security group that is associated with it.

resource "azurerm_virtual_network" "hub" {
  name                = "contoso-hub"
  resource_group_name = "contoso"
  location            = "westeurope"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_network_security_group" "agents" {
  name                = "agents"
  resource_group_name = "contoso"
  location            = "westeurope"
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  resource_group_name  = "contoso"
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = [cidrsubnet("10.20.0.0/16", 8, 2)]

  delegation {
    name = "environments"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "agents" {
  network_security_group_id = azurerm_network_security_group.agents.id
  subnet_id                 = azurerm_subnet.agents.id
}
