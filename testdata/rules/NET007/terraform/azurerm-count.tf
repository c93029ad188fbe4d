variable "stores" {
  type = bool
}

variable "endpoints" {
  type = bool
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

data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}
# The same flag deploys the store and its endpoint.

resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  count                         = var.stores ? 1 : 0
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "files" {
  count = var.stores ? 1 : 0

  name                = "contoso-files"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.files[0].id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}
# A narrower condition deploys the endpoint.

# want undetermined "searchService"
resource "azurerm_search_service" "vectors" {
  name                          = "contoso-vectors"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  count                         = var.stores ? 1 : 0
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "vectors" {
  count = var.stores && var.endpoints ? 1 : 0

  name                = "contoso-vectors"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_search_service.vectors[0].id
    subresource_names              = ["searchService"]
    is_manual_connection           = false
  }
}
