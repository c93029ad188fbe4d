variable "secret" {
  type      = string
  sensitive = true
}

data "azurerm_key_vault" "keys" {
  name                = "contoso-keys"
  resource_group_name = "contoso"
}

resource "azurerm_key_vault_key" "endless" { # want note "the key never expires"
  name         = "endless"
  key_vault_id = data.azurerm_key_vault.keys.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
}

resource "azurerm_key_vault_key" "dated" {
  name            = "dated"
  key_vault_id    = data.azurerm_key_vault.keys.id
  key_type        = "RSA"
  key_size        = 3072
  key_opts        = ["wrapKey", "unwrapKey"]
  expiration_date = "2028-01-01T00:00:00Z"
}

resource "azurerm_key_vault_key" "rotated" {
  name         = "rotated"
  key_vault_id = data.azurerm_key_vault.keys.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
  rotation_policy {
    automatic {
      time_before_expiry = "P30D"
    }
    expire_after         = "P2Y"
    notify_before_expiry = "P29D"
  }
}

resource "azurerm_key_vault_secret" "secret" { # want note "the secret never expires"
  name         = "secret"
  key_vault_id = data.azurerm_key_vault.keys.id
  value        = var.secret
}
