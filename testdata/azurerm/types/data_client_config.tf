data "azurerm_client_config" "me" {}

resource "azurerm_key_vault" "keys" {
  name                       = "contoso-keys"
  resource_group_name        = "contoso"
  location                   = "westeurope"
  sku_name                   = "standard"
  tenant_id                  = data.azurerm_client_config.me.tenant_id
  rbac_authorization_enabled = true
}

resource "azurerm_role_assignment" "me" {
  scope                = "/subscriptions/${data.azurerm_client_config.me.subscription_id}/resourceGroups/contoso"
  role_definition_name = "Reader"
  principal_id         = data.azurerm_client_config.me.object_id
}
