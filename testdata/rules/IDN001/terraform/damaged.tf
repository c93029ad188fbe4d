# problems: expected
resource "azurerm_cognitive_account" "agents" {
  name                       = "contoso-agents"
  resource_group_name        = "contoso"
  location                   = "westeurope"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled = # want undetermined "the source is damaged here"
}
