# Defaults of optional() fill the empty object of the variable's default, and
# the block is there as often as the rules are.

variable "vault" {
  type = object({
    protected = optional(bool, true)
    rules = optional(object({
      action    = optional(string, "Deny")
      addresses = optional(list(string), [])
    }))
  })
  default = { rules = {} }
}

data "azurerm_client_config" "me" {}

resource "azurerm_key_vault" "keys" {
  name                       = "contoso-keys"
  resource_group_name        = "contoso"
  location                   = "westeurope"
  sku_name                   = "premium"
  tenant_id                  = data.azurerm_client_config.me.tenant_id
  purge_protection_enabled   = var.vault.protected
  rbac_authorization_enabled = true

  dynamic "network_acls" {
    for_each = var.vault.rules[*]
    content {
      default_action = network_acls.value.action
      ip_rules       = network_acls.value.addresses
      bypass         = "AzureServices"
    }
  }
}
