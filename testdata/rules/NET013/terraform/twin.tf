resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azurerm_network_security_group" "group" {
  name                = "contoso-group"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  security_rule {
    name                       = "deny"
    direction                  = "Inbound"
    access                     = "Deny"
    priority                   = 4096
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }
}

resource "azurerm_network_security_group" "blank" {
  name                = "contoso-blank"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
}

resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "bare" { # want warning "the subnet has no network security group"
  name                 = "bare"
  virtual_network_name = azurerm_virtual_network.network.name
  resource_group_name  = azurerm_resource_group.contoso.name
  address_prefixes     = ["10.20.0.0/24"]
}

resource "azurerm_subnet" "good" {
  name                 = "good"
  virtual_network_name = azurerm_virtual_network.network.name
  resource_group_name  = azurerm_resource_group.contoso.name
  address_prefixes     = ["10.20.1.0/24"]
}

resource "azurerm_subnet_network_security_group_association" "good" {
  subnet_id                 = azurerm_subnet.good.id
  network_security_group_id = azurerm_network_security_group.group.id
}

resource "azurerm_subnet" "empty" {
  name                 = "empty"
  virtual_network_name = azurerm_virtual_network.network.name
  resource_group_name  = azurerm_resource_group.contoso.name
  address_prefixes     = ["10.20.2.0/24"]
}

resource "azurerm_subnet_network_security_group_association" "empty" {
  subnet_id                 = azurerm_subnet.empty.id
  network_security_group_id = azurerm_network_security_group.blank.id # want note "the network security group of the subnet has no rule of its own"
}

resource "azurerm_subnet" "firewall" {
  name                 = "AzureFirewallSubnet"
  virtual_network_name = azurerm_virtual_network.network.name
  resource_group_name  = azurerm_resource_group.contoso.name
  address_prefixes     = ["10.20.3.0/26"]
}
