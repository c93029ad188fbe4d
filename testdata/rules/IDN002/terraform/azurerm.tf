variable "keys" {
  type = bool
}


# want error "API keys are the only way into the search service"
resource "azurerm_search_service" "omitted" {
  name                = "contoso-omitted"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_search_service" "keys" {
  name                         = "contoso-keys"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  sku                          = "standard"
  local_authentication_enabled = true # want error "API keys are the only way into the search service"
}

# want warning "beside Microsoft Entra tokens"
resource "azurerm_search_service" "both" {
  name                        = "contoso-both"
  location                    = "westeurope"
  resource_group_name         = "contoso-agents"
  sku                         = "standard"
  authentication_failure_mode = "http403"
}

resource "azurerm_search_service" "tokens" {
  name                         = "contoso-tokens"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  sku                          = "standard"
  local_authentication_enabled = false
}

resource "azurerm_search_service" "unknown" {
  name                         = "contoso-unknown"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  sku                          = "standard"
  local_authentication_enabled = var.keys # want undetermined "\"keys\", which has no default"
}
