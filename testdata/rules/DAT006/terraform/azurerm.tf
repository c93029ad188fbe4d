variable "enforce" {
  type = bool
}

variable "lenient" {
  type    = bool
  default = false
}


# want "enforcement is \"Disabled\""
resource "azurerm_search_service" "omitted" {
  name                = "contoso-omitted"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_search_service" "off" {
  name                                     = "contoso-off"
  location                                 = "westeurope"
  resource_group_name                      = "contoso-agents"
  sku                                      = "standard"
  customer_managed_key_enforcement_enabled = false # want "enforcement is \"Disabled\""
}

resource "azurerm_search_service" "on" {
  name                                     = "contoso-on"
  location                                 = "westeurope"
  resource_group_name                      = "contoso-agents"
  sku                                      = "standard"
  customer_managed_key_enforcement_enabled = true
}

resource "azurerm_search_service" "unknown" {
  name                                     = "contoso-unknown"
  location                                 = "westeurope"
  resource_group_name                      = "contoso-agents"
  sku                                      = "standard"
  customer_managed_key_enforcement_enabled = var.enforce # want undetermined "\"enforce\", which has no default"
}

resource "azurerm_search_service" "assumed" {
  name                                     = "contoso-assumed"
  location                                 = "westeurope"
  resource_group_name                      = "contoso-agents"
  sku                                      = "standard"
  customer_managed_key_enforcement_enabled = var.lenient # want assumed "enforcement is \"Disabled\""
}

resource "azurerm_search_service" "free" {
  name                = "contoso-free"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "free" # want "free tier"
}
