variable "keys" {
  type = bool
}


# want "disableLocalAuth is false"
resource "azurerm_cognitive_account" "omitted" {
  name                       = "contoso-omitted"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_cognitive_account" "on" {
  name                       = "contoso-on"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled         = true # want "disableLocalAuth is false"
}

resource "azurerm_cognitive_account" "off" {
  name                       = "contoso-off"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled         = false
}

# want "disableLocalAuth is false"
resource "azurerm_cognitive_account" "nothing" {
  name                       = "contoso-nothing"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled         = null
}

resource "azurerm_cognitive_account" "unknown" {
  name                       = "contoso-unknown"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled         = var.keys # want undetermined "\"keys\", which has no default"
}

# The account of an earlier azurerm: its attribute has another name.
# want "disableLocalAuth is false"
resource "azurerm_ai_services" "omitted" {
  name                = "contoso-services"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku_name            = "S0"
}

resource "azurerm_ai_services" "off" {
  name                         = "contoso-services-off"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  sku_name                     = "S0"
  local_authentication_enabled = false
}

# Kinds that agents don't use aren't judged.
resource "azurerm_cognitive_account" "speech" {
  name                = "contoso-speech"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  kind                = "SpeechServices"
  sku_name            = "S0"
}

data "azurerm_cognitive_account" "there" {
  name                = "contoso-there"
  resource_group_name = "contoso-agents"
}

# What a variable's default leaves out is null, which counts as not written.
variable "settings" {
  type = object({
    keys = optional(bool)
  })
  default = {}
}

# want assumed "disableLocalAuth is false"
resource "azurerm_cognitive_account" "left_out" {
  name                       = "contoso-left-out"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled         = try(var.settings.keys, null)
}
