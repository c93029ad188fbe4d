# Keys and Entra ID together, access by a variable without a value; then keys
# alone, then no keys.

variable "open" {
  type = bool
}

resource "azurerm_search_service" "both" {
  name                          = "contoso-both"
  resource_group_name           = "contoso"
  location                      = "westeurope"
  sku                           = "standard"
  replica_count                 = 2
  local_authentication_enabled  = true
  authentication_failure_mode   = "http401WithBearerChallenge"
  public_network_access_enabled = var.open
}

resource "azurerm_search_service" "keys" {
  name                = "contoso-keys"
  resource_group_name = "contoso"
  location            = "westeurope"
  sku                 = "basic"
}

resource "azurerm_search_service" "entra" {
  name                         = "contoso-entra"
  resource_group_name          = "contoso"
  location                     = "westeurope"
  sku                          = "basic"
  local_authentication_enabled = false
}
