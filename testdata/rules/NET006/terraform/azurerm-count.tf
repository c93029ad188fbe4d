variable "private" {
  type = bool
}

variable "endpoint" {
  type = bool
}


data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}
# The same flag deploys both.

resource "azurerm_cognitive_account" "both" {
  name                          = "contoso-both"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  count                         = var.private ? 1 : 0
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "both" {
  count = var.private ? 1 : 0

  name                = "contoso-both"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.both[0].id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
# Another flag deploys the endpoint.

# want undetermined "endpoint"
resource "azurerm_cognitive_account" "other" {
  name                          = "contoso-other"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "other" {
  count = var.endpoint ? 1 : 0

  name                = "contoso-other"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.other.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
# The endpoint comes with the flag, the account always.

# want undetermined "private"
resource "azurerm_cognitive_account" "always" {
  name                          = "contoso-always"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "always" {
  count = var.private ? 1 : 0

  name                = "contoso-always"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.always.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
