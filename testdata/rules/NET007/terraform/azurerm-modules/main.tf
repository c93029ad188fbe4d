# The stores in one module, the endpoints in another, with outputs between them.

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

module "stores" {
  source = "./stores"
}

module "endpoints" {
  source = "./endpoints"

  services = {
    files = { id = module.stores.files_id, group = "blob" }
  }
}
