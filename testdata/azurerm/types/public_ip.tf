resource "azurerm_public_ip" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  allocation_method   = "Dynamic"
}

resource "azurerm_public_ip" "all" {
  resource_group_name  = "contoso"
  name                 = "contoso-all"
  location             = "West Europe"
  sku                  = "StandardV2"
  sku_tier             = "Global"
  allocation_method    = "Dynamic"
  ddos_protection_mode = "Enabled"
  zones                = ["1", "2"]
  tags = {
    team = "agents"
  }
}
