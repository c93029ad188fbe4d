resource "azurerm_search_service" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku                 = "storage_optimized_l2"
}

resource "azurerm_search_service" "all" {
  resource_group_name                      = "contoso"
  name                                     = "contoso-all"
  location                                 = "West Europe"
  sku                                      = "storage_optimized_l2"
  local_authentication_enabled             = false
  authentication_failure_mode              = "http403"
  public_network_access_enabled            = false
  allowed_ips                              = ["198.51.100.7"]
  network_rule_bypass_option               = "AzureServices"
  customer_managed_key_enforcement_enabled = true
  hosting_mode                             = "HighDensity"
  replica_count                            = 3
  partition_count                          = 3
  semantic_search_sku                      = "standard"
  tags = {
    team = "agents"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
