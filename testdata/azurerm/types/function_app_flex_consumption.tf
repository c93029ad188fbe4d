resource "azurerm_function_app_flex_consumption" "least" {
  resource_group_name         = "contoso"
  name                        = "contoso-least"
  location                    = "West Europe"
  service_plan_id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
  storage_authentication_type = "UserAssignedIdentity"
  storage_container_endpoint  = "https://contosofiles.blob.core.windows.net/packages"
  runtime_name                = "custom"
  runtime_version             = "3.12"
}

resource "azurerm_function_app_flex_consumption" "all" {
  resource_group_name                            = "contoso"
  name                                           = "contoso-all"
  location                                       = "West Europe"
  service_plan_id                                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
  https_only                                     = true
  public_network_access_enabled                  = false
  virtual_network_subnet_id                      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/apps"
  storage_authentication_type                    = "UserAssignedIdentity"
  storage_container_endpoint                     = "https://contosofiles.blob.core.windows.net/packages"
  storage_user_assigned_identity_id              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  runtime_name                                   = "custom"
  runtime_version                                = "3.12"
  maximum_instance_count                         = 102
  client_certificate_enabled                     = true
  webdeploy_publish_basic_authentication_enabled = false
  app_settings = {
    LEVEL = "info"
  }
  tags = {
    team = "agents"
  }

  site_config {
    minimum_tls_version    = "1.0"
    vnet_route_all_enabled = true
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
