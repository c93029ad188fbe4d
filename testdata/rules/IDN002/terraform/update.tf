# Changes that azapi makes of what azurerm deploys: what is null there is taken
# away.

resource "azurerm_search_service" "shut" { # want error "API keys are the only way into the search service: disableLocalAuth isn't set"
  name                         = "contoso-shut"
  resource_group_name          = "contoso"
  location                     = "westeurope"
  sku                          = "standard"
  local_authentication_enabled = false
}

resource "azapi_update_resource" "shut" {
  type        = "Microsoft.Search/searchServices@2025-05-01"
  resource_id = azurerm_search_service.shut.id
  body        = { properties = { disableLocalAuth = null } }
}

resource "azurerm_search_service" "both" {
  name                         = "contoso-both"
  resource_group_name          = "contoso"
  location                     = "westeurope"
  sku                          = "standard"
  local_authentication_enabled = true # want error "API keys are the only way into the search service"
  authentication_failure_mode  = "http403"
}

resource "azapi_update_resource" "both" {
  type        = "Microsoft.Search/searchServices@2025-05-01"
  resource_id = azurerm_search_service.both.id
  body        = { properties = { authOptions = null } }
}
