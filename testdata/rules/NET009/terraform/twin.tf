resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

data "azurerm_subnet" "agents" {
  name                 = "agents"
  virtual_network_name = "contoso-network"
  resource_group_name  = azurerm_resource_group.contoso.name
}

resource "azurerm_cognitive_account" "injected" {
  name                          = "contoso-injected"
  resource_group_name           = azurerm_resource_group.contoso.name
  location                      = "westeurope"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  custom_subdomain_name         = "contoso-injected"
  public_network_access_enabled = false
  network_injection {
    scenario  = "agent"
    subnet_id = data.azurerm_subnet.agents.id
  }
}

resource "azurerm_cognitive_account" "absent" { # want error "the account's agents run in Microsoft's public network, though the deployment is meant to be private: networkInjections isn't set"
  name                       = "contoso-absent"
  resource_group_name        = azurerm_resource_group.contoso.name
  location                   = "westeurope"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  custom_subdomain_name      = "contoso-absent"
}

resource "azapi_resource" "none" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  parent_id = azurerm_resource_group.contoso.id
  name      = "contoso-none"
  location  = "westeurope"
  body = {
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      allowProjectManagement = true
      customSubDomainName    = "contoso-none"
      networkInjections      = [{ scenario = "none" }] # want error "networkInjections has no element with scenario 'agent'"
    }
  }
}
