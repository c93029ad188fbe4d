resource "azurerm_log_analytics_workspace" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_log_analytics_workspace" "all" {
  resource_group_name                     = "contoso"
  name                                    = "contoso-all"
  location                                = "West Europe"
  sku                                     = "Unlimited"
  retention_in_days                       = 32
  local_authentication_disabled           = true
  internet_ingestion_enabled              = false
  internet_query_enabled                  = false
  allow_resource_only_permissions         = false
  cmk_for_query_forced                    = true
  daily_quota_gb                          = 1
  immediate_data_purge_on_30_days_enabled = true
  tags = {
    team = "agents"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_log_analytics_workspace" "other" {
  resource_group_name            = "contoso"
  name                           = "contoso-other"
  location                       = "West Europe"
  local_authentication_enabled   = false
  internet_ingestion_access_type = "SecuredByPerimeter"
  internet_query_access_type     = "SecuredByPerimeter"
}
