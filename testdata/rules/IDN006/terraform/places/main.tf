# Each kind of place; the credentials are made up.
variable "search_key" {
  type      = string
  sensitive = true
}

# Not shown, but no credential.
variable "vm_admin_user" {
  type      = string
  sensitive = true
}

variable "admin_password" {
  type = string
}

data "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
}

data "azurerm_key_vault" "keys" {
  name                = "contoso-keys"
  resource_group_name = "contoso"
}

data "azurerm_key_vault_secret" "search" {
  name         = "search"
  key_vault_id = data.azurerm_key_vault.keys.id
}

resource "azurerm_cognitive_account_connection_api_key" "written" {
  name                 = "written"
  cognitive_account_id = data.azurerm_cognitive_account.agents.id
  category             = "ApiKey"
  target               = "https://weather.contoso.com"
  api_key              = "q7Rk2Zt9Lw4Xb8Vn1Mc6" # want error "the connection's credential is written in the template"
}

resource "azurerm_cognitive_account_connection_api_key" "kept" {
  name                 = "kept"
  cognitive_account_id = data.azurerm_cognitive_account.agents.id
  category             = "ApiKey"
  target               = "https://weather.contoso.com"
  api_key              = data.azurerm_key_vault_secret.search.value
}

resource "azurerm_cognitive_account_connection_api_key" "given" {
  name                 = "given"
  cognitive_account_id = data.azurerm_cognitive_account.agents.id
  category             = "ApiKey"
  target               = "https://weather.contoso.com"
  api_key              = var.search_key
}

resource "azurerm_linux_function_app" "tools" {
  name                = "contoso-tools"
  resource_group_name = "contoso"
  location            = "westeurope"
  service_plan_id     = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
  app_settings = {
    SEARCH_API_KEY = "M3n8B5v2C7x1Z4l9K6j0" # want error "the value of setting \"SEARCH_API_KEY\" is written in the template"
    SEARCH_INDEX   = "contoso-documents-2025"
    VAULT_KEY      = "@Microsoft.KeyVault(SecretUri=${data.azurerm_key_vault_secret.search.id})"
  }
  site_config {}
}

resource "azurerm_key_vault_secret" "token" {
  name         = "token"
  key_vault_id = data.azurerm_key_vault.keys.id
  value        = "T5y9U3i7O1p8A4s6D2f0" # want error "the value of a secret is written in the template"
}

output "search" {
  value     = var.search_key
  sensitive = true
}
