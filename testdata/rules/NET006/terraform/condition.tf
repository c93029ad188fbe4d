# An endpoint that depends on where it is deployed.
variable "environment" {
  type = string
}

resource "azurerm_cognitive_account" "agents" { # want undetermined "one that does is deployed only under a condition on variable \"environment\""
  name                          = "contoso-agents"
  resource_group_name           = "contoso"
  location                      = "westeurope"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  custom_subdomain_name         = "contoso-agents"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "agents" {
  count               = var.environment == "prod" ? 1 : 0
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  subnet_id           = "/subscriptions/s/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/v/subnets/endpoints"

  private_service_connection {
    name                           = "account"
    is_manual_connection           = false
    subresource_names              = ["account"]
    private_connection_resource_id = azurerm_cognitive_account.agents.id
  }
}
