resource "azurerm_private_dns_zone" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
}

resource "azurerm_private_dns_zone" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  tags = {
    team = "agents"
  }
}
