resource "azurerm_key_vault_key" "least" {
  name         = "contoso-least"
  key_vault_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  key_type     = "RSA-HSM"
  key_opts     = ["wrapKey", "unwrapKey"]
}

resource "azurerm_key_vault_key" "all" {
  name            = "contoso-all"
  key_vault_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  key_type        = "RSA-HSM"
  key_size        = 30
  curve           = "P-521"
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = "2027-01-31T00:00:00Z"
  not_before_date = "2026-01-31T00:00:00Z"
  tags = {
    team = "agents"
  }

  rotation_policy {
    expire_after         = "P90D"
    notify_before_expiry = "P29D"

    automatic {
      time_before_expiry  = "P30D"
      time_after_creation = "P60D"
    }
  }
}
