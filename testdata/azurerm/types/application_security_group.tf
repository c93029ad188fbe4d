resource "azurerm_application_security_group" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_application_security_group" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  location            = "West Europe"
  tags = {
    team = "agents"
  }
}
