resource "azurerm_storage_account_network_rules" "least" {
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  default_action     = "Deny"
}

resource "azurerm_storage_account_network_rules" "all" {
  storage_account_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  default_action             = "Deny"
  bypass                     = ["Metrics", "AzureServices"]
  ip_rules                   = ["198.51.100.7"]
  virtual_network_subnet_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"]

  private_link_access {
    endpoint_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Search/searchServices/contoso-vectors"
  }
}
