# A change of a service that is made elsewhere, and one of a service that is
# made here.
variable "search_id" {
  type = string
}

resource "azapi_update_resource" "elsewhere" {
  type        = "Microsoft.Search/searchServices@2025-05-01"
  resource_id = var.search_id

  body = {
    properties = {
      replicaCount = 3
    }
  }
}

resource "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azapi_update_resource" "vectors" {
  type        = "Microsoft.Search/searchServices@2025-05-01"
  resource_id = azurerm_search_service.vectors.id

  body = {
    properties = {
      publicNetworkAccess = "Disabled"
    }
  }
}

resource "azurerm_search_service" "open" {
  name                          = "contoso-open"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = false
}

resource "azapi_update_resource" "open" {
  type        = "Microsoft.Search/searchServices@2025-05-01"
  resource_id = azurerm_search_service.open.id

  body = {
    properties = {
      publicNetworkAccess = "Enabled" # want error "publicNetworkAccess is \"Enabled\""
    }
  }
}
