resource "azurerm_key_vault_secret" "least" {
  name         = "contoso-least"
  key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  value        = "not-a-real-secret"
}

resource "azurerm_key_vault_secret" "all" {
  name            = "contoso-all"
  key_vault_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  value           = "not-a-real-secret"
  expiration_date = "2027-01-31T00:00:00Z"
  not_before_date = "2026-01-31T00:00:00Z"
  content_type    = "content-type"
  tags = {
    team = "agents"
  }
}

resource "azurerm_key_vault_secret" "other" {
  name         = "contoso-other"
  key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  value_wo     = "not-a-real-secret"
}
