# A standard agent deployment in a private network, as a platform team keeps it:
# stores of one's own, one customer-managed key, every service behind a private
# endpoint, logs in one workspace, least rights for the project's identity.
data "azurerm_client_config" "current" {}

locals {
  subscription_id = "/subscriptions/${data.azurerm_client_config.current.subscription_id}"
}

resource "azurerm_resource_group" "agents" {
  name     = "rg-agents-${var.suffix}"
  location = var.location
}

module "network" {
  source = "./modules/network"

  suffix              = var.suffix
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
}
