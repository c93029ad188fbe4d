variable "public" {
  type = bool
}

variable "open" {
  type    = bool
  default = true
}

variable "addresses" {
  type = list(string)
}


# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_cognitive_account" "omitted" {
  name                       = "contoso-omitted"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_cognitive_account" "on" {
  name                          = "contoso-on"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = true # want error "publicNetworkAccess is \"Enabled\""
}

resource "azurerm_cognitive_account" "off" {
  name                          = "contoso-off"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_cognitive_account" "nothing" {
  name                          = "contoso-nothing"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = null
}

resource "azurerm_cognitive_account" "unknown" {
  name                          = "contoso-unknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = var.public # want undetermined "\"public\", which has no default"
}

resource "azurerm_cognitive_account" "assumed" {
  name                          = "contoso-assumed"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = var.open # want assumed "publicNetworkAccess is \"Enabled\""
}

resource "azurerm_cognitive_account" "whole_internet" {
  name                          = "contoso-whole-internet"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = true

  network_acls {
    default_action = "Deny"
    ip_rules       = ["0.0.0.0/0"] # want error "its firewall lists \"0.0.0.0/0\""
  }
}

# Closed by a module's habit of choosing with a flag that is set.
locals {
  private = true
}

resource "azurerm_cognitive_account" "chosen" {
  name                          = "contoso-chosen"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = local.private ? false : true
}

# want "publicNetworkAccess is \"Enabled\""
resource "azurerm_ai_services" "omitted" {
  name                = "contoso-services"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku_name            = "S0"
}

resource "azurerm_ai_services" "off" {
  name                  = "contoso-services-off"
  location              = "westeurope"
  resource_group_name   = "contoso-agents"
  sku_name              = "S0"
  public_network_access = "Disabled"
}

resource "azurerm_ai_foundry" "hub" {
  name                  = "contoso-hub"
  location              = "westeurope"
  resource_group_name   = "contoso-agents"
  storage_account_id    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso-agents/providers/Microsoft.Storage/storageAccounts/contosofiles"
  key_vault_id          = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso-agents/providers/Microsoft.KeyVault/vaults/contoso-keys"
  public_network_access = "Enabled" # want "the hub can be reached from the public internet"

  identity {
    type = "SystemAssigned"
  }
}
