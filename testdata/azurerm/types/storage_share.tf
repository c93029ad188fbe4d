resource "azurerm_storage_share" "least" {
  name                 = "contoso-least"
  storage_account_name = "contosofiles"
  quota                = 30
}

resource "azurerm_storage_share" "all" {
  name               = "contoso-all"
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  quota              = 30
  access_tier        = "Hot"
  enabled_protocol   = "NFS"
}
