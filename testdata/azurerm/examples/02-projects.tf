# One project for each name, below an account that is read for its id and
# place.

resource "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "West Europe"
  kind                = "AIServices"
  sku_name            = "S0"
}

resource "azurerm_cognitive_account_project" "each" {
  for_each             = toset(["support", "sales"])
  name                 = "project-${each.value}"
  cognitive_account_id = azurerm_cognitive_account.agents.id
  location             = azurerm_cognitive_account.agents.location

  identity {
    type = "SystemAssigned"
  }
}
