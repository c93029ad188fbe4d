# The accounts of a module that merges each one's settings over those of all.
locals {
  common = {
    replication = "GZRS"
    public      = false
    rules       = { default_action = "Deny" }
  }
  accounts = {
    files = merge(local.common, { replication = "ZRS" })
    site  = merge(local.common, { public = true, rules = { default_action = "Allow" } })
  }
}

resource "azurerm_storage_account" "each" {
  for_each = local.accounts

  name                          = "contoso${each.key}"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = each.value.replication
  public_network_access_enabled = each.value.public # want error "publicNetworkAccess is \"Enabled\""

  network_rules {
    default_action = each.value.rules.default_action
  }
}
