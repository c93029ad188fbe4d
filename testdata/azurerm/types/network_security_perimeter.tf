resource "azurerm_network_security_perimeter" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_network_security_perimeter" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  location            = "West Europe"
  tags = {
    team = "agents"
  }
}
