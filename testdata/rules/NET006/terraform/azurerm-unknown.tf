variable "target_id" {
  type = string
}

variable "private" {
  type = bool
}


data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}
# An endpoint leads to an account that only the caller knows.

# want undetermined "whether a private endpoint leads"
resource "azurerm_cognitive_account" "maybe" {
  name                          = "contoso-maybe"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "maybe" {
  name                = "contoso-maybe"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = var.target_id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
