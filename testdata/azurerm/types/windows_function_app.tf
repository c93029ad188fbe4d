resource "azurerm_windows_function_app" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  service_plan_id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
}

resource "azurerm_windows_function_app" "all" {
  resource_group_name             = "contoso"
  name                            = "contoso-all"
  location                        = "West Europe"
  service_plan_id                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
  https_only                      = true
  public_network_access_enabled   = false
  virtual_network_subnet_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/apps"
  client_certificate_enabled      = true
  client_certificate_mode         = "client-certificate-mode"
  enabled                         = false
  key_vault_reference_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  storage_uses_managed_identity   = true
  storage_account_access_key      = "not-a-real-secret"
  app_settings = {
    LEVEL = "info"
  }
  ftp_publish_basic_authentication_enabled = false
  tags = {
    team = "agents"
  }

  site_config {
    minimum_tls_version           = "minimum-tls-version"
    scm_minimum_tls_version       = "scm-minimum-tls-version"
    ftps_state                    = "ftps-state"
    vnet_route_all_enabled        = true
    remote_debugging_enabled      = true
    http2_enabled                 = true
    ip_restriction_default_action = "ip-restriction-default-action"

    ip_restriction {
      ip_address = "198.51.100.7/32"
    }

    cors {
      allowed_origins = ["https://portal.contoso.com"]
    }
  }

  auth_settings_v2 {
    auth_enabled           = true
    require_authentication = true
    unauthenticated_action = "unauthenticated-action"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_windows_function_app" "other" {
  resource_group_name                            = "contoso"
  name                                           = "contoso-other"
  location                                       = "West Europe"
  service_plan_id                                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
  webdeploy_publish_basic_authentication_enabled = false
}
