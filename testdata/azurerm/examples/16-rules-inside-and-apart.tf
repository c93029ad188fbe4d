# Network rules in the account's own block and in a resource of their own: the
# one that is deployed last replaces them.

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"

  network_rules {
    default_action = "Allow"
  }
}

resource "azurerm_storage_account_network_rules" "files" {
  storage_account_id = azurerm_storage_account.files.id
  default_action     = "Deny"
}

resource "azurerm_key_vault" "keys" {
  name                = "contoso-keys"
  resource_group_name = "contoso"
  location            = "westeurope"
  sku_name            = "standard"
  tenant_id           = "22222222-2222-2222-2222-222222222222"

  access_policy {
    tenant_id          = "22222222-2222-2222-2222-222222222222"
    object_id          = "33333333-3333-3333-3333-333333333333"
    secret_permissions = ["Get"]
  }
}

resource "azurerm_key_vault_access_policy" "operator" {
  key_vault_id    = azurerm_key_vault.keys.id
  tenant_id       = "22222222-2222-2222-2222-222222222222"
  object_id       = "44444444-4444-4444-4444-444444444444"
  key_permissions = ["Get", "WrapKey", "UnwrapKey"]
}
