resource "azurerm_user_assigned_identity" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_user_assigned_identity" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  location            = "West Europe"
  isolation_scope     = "Regional"
  tags = {
    team = "agents"
  }
}
