resource "azurerm_management_lock" "least" {
  name       = "contoso-least"
  scope      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  lock_level = "CanNotDelete"
}

resource "azurerm_management_lock" "all" {
  name       = "contoso-all"
  scope      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  lock_level = "CanNotDelete"
  notes      = "notes"
}
