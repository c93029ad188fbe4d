data "azurerm_client_config" "me" {}

resource "azurerm_key_vault" "closed" {
  name                       = "contoso-closed"
  resource_group_name        = "contoso"
  location                   = "westeurope"
  sku_name                   = "standard"
  tenant_id                  = data.azurerm_client_config.me.tenant_id
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault" "unset" { # want warning "the key vault authorizes by access policies"
  name                = "contoso-unset"
  resource_group_name = "contoso"
  location            = "westeurope"
  sku_name            = "standard"
  tenant_id           = data.azurerm_client_config.me.tenant_id
}

resource "azapi_resource" "off" {
  type      = "Microsoft.KeyVault/vaults@2024-11-01"
  parent_id = "/subscriptions/${data.azurerm_client_config.me.subscription_id}/resourceGroups/contoso"
  name      = "contoso-off"
  location  = "westeurope"
  body = {
    properties = {
      sku                     = { family = "A", name = "standard" }
      tenantId                = data.azurerm_client_config.me.tenant_id
      enableRbacAuthorization = false # want warning "enableRbacAuthorization is false"
      accessPolicies          = []
    }
  }
}
