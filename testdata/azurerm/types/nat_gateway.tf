resource "azurerm_nat_gateway" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_nat_gateway" "all" {
  resource_group_name     = "contoso"
  name                    = "contoso-all"
  location                = "West Europe"
  sku_name                = "StandardV2"
  idle_timeout_in_minutes = 6
  zones                   = ["1", "2"]
  tags = {
    team = "agents"
  }
}
