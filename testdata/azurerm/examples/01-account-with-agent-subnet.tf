# A Foundry account whose agents run in a subnet of one's own. What isn't
# written and isn't sent stays absent: network rules, encryption.

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  resource_group_name           = "contoso"
  location                      = "West Europe"
  kind                          = "AIServices"
  sku_name                      = "S0"
  custom_subdomain_name         = "contoso-agents"
  project_management_enabled    = true
  local_auth_enabled            = false
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.agents.id
  }
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  resource_group_name  = "contoso"
  virtual_network_name = "contoso-hub"
  address_prefixes     = ["10.20.2.0/24"]
}
