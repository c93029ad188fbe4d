# The subnet is a block of the network.

resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["10.20.0.0/16"]

  subnet {
    name             = "agents"
    address_prefixes = ["10.20.0.0/28"] # want error "its range is /28"
  }
}

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = "${azurerm_virtual_network.network.id}/subnets/agents"
  }
}
