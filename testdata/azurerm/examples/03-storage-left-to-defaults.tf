# Nothing but what is required: all else is what the provider sets, which
# differs from major to major.

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}
