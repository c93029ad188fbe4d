# Rules for accounts that are made elsewhere: what else those have isn't said
# here, so that nothing of it is lacking.
variable "storage_id" {
  type = string
}

data "azurerm_storage_account" "there" {
  name                = "contosothere"
  resource_group_name = "contoso-shared"
}

resource "azurerm_storage_account_network_rules" "unknown" {
  storage_account_id = var.storage_id # it may be the account below
  default_action     = "Allow" # want undetermined "it depends on variable \"storage_id\", which has no default"
}

resource "azurerm_storage_account_network_rules" "there" {
  storage_account_id = data.azurerm_storage_account.there.id
  default_action     = "Allow"
}

# Rules that name their account by a text, and stand in front of it.
data "azurerm_client_config" "current" {}

resource "azurerm_storage_account_network_rules" "files" {
  storage_account_id = "/subscriptions/${data.azurerm_client_config.current.subscription_id}/resourceGroups/contoso-agents/providers/Microsoft.Storage/storageAccounts/contosofiles"
  default_action     = "Deny"
}

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}
