resource "azurerm_storage_management_policy" "least" {
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
}

resource "azurerm_storage_management_policy" "all" {
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"

  rule {
    name    = "rule"
    enabled = true

    actions {

      base_blob {
        delete_after_days_since_modification_greater_than = 1
      }
    }
  }
}
