resource "azurerm_resource_group" "least" {
  name     = "contoso-least"
  location = "West Europe"
}

resource "azurerm_resource_group" "all" {
  name       = "contoso-all"
  location   = "West Europe"
  managed_by = "contoso-operator"
  tags = {
    team = "agents"
  }
}
