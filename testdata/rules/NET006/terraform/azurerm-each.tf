# One endpoint for each service of a map, one of which is left out.
locals {
  services = {
    agents = { id = azurerm_cognitive_account.agents.id, group = "account" }
    files  = { id = azurerm_storage_account.files.id, group = "blob" }
  }
}

data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

# want error "no private endpoint leads to sub-resource \"account\" of the account"
resource "azurerm_cognitive_account" "forgotten" {
  name                          = "contoso-forgotten"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "each" {
  for_each = local.services

  name                = "contoso-${each.key}"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = each.value.id
    subresource_names              = [each.value.group]
    is_manual_connection           = false
  }
}
