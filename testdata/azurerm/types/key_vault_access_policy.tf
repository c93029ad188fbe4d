resource "azurerm_key_vault_access_policy" "least" {
  key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  object_id    = "33333333-3333-3333-3333-333333333333"
  tenant_id    = "22222222-2222-2222-2222-222222222222"
}

resource "azurerm_key_vault_access_policy" "all" {
  key_vault_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  object_id               = "33333333-3333-3333-3333-333333333333"
  tenant_id               = "22222222-2222-2222-2222-222222222222"
  key_permissions         = ["Get", "WrapKey"]
  secret_permissions      = ["Get"]
  certificate_permissions = ["Get"]
}
