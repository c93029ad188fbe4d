resource "azurerm_container_app_environment" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_container_app_environment" "all" {
  resource_group_name            = "contoso"
  name                           = "contoso-all"
  location                       = "West Europe"
  infrastructure_subnet_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/apps"
  internal_load_balancer_enabled = true
  public_network_access          = "Enabled"
  mutual_tls_enabled             = true
  zone_redundancy_enabled        = true
  logs_destination               = "log-analytics"
  log_analytics_workspace_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
  tags = {
    team = "agents"
  }

  workload_profile {
    workload_profile_type = "D4"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
