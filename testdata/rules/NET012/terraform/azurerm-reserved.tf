resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["172.30.0.0/16"] # want "172.30.0.0/16"
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["172.30.0.0/24"]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
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
    subnet_id = azurerm_subnet.agents.id
  }
}
