resource "azurerm_storage_container" "least" {
  name                 = "contoso-least"
  storage_account_id   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  storage_account_name = "contosofiles"
}

resource "azurerm_storage_container" "all" {
  name                              = "contoso-all"
  storage_account_id                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  storage_account_name              = "contosofiles"
  container_access_type             = "containers.Container"
  default_encryption_scope          = "default-encryption-scope"
  encryption_scope_override_enabled = false
}
