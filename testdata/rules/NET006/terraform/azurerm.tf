variable "group" {
  type = string
}


data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}

# want error "no private endpoint leads to sub-resource \"account\" of the account"
resource "azurerm_cognitive_account" "missing" {
  name                          = "contoso-missing"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_cognitive_account" "present" {
  name                          = "contoso-present"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "present" {
  name                = "contoso-present"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.present.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}

resource "azurerm_cognitive_account" "named" {
  name                          = "contoso-named"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "named" {
  name                = "contoso-named"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = "/subscriptions/${data.azurerm_client_config.current.subscription_id}/resourceGroups/contoso-agents/providers/Microsoft.CognitiveServices/accounts/contoso-named"
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
data "azurerm_client_config" "current" {}

resource "azurerm_cognitive_account" "manual" {
  name                          = "contoso-manual"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "manual" {
  name                = "contoso-manual"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.manual.id
    subresource_names              = ["account"]
    is_manual_connection           = true
    request_message                = "for the agents"
  }
}

resource "azurerm_cognitive_account" "wrong_group" {
  name                          = "contoso-wrong-group"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "wrong_group" {
  name                = "contoso-wrong-group"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.wrong_group.id
    subresource_names              = ["blob"] # want error "blob"
    is_manual_connection           = false
  }
}
