resource "azurerm_api_management" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku_name            = "Standard"
}

resource "azurerm_api_management" "all" {
  resource_group_name           = "contoso"
  name                          = "contoso-all"
  location                      = "West Europe"
  sku_name                      = "Standard"
  public_network_access_enabled = false
  virtual_network_type          = "Internal"
  min_api_version               = "2021-08-01"
  gateway_disabled              = true
  client_certificate_enabled    = true
  tags = {
    team = "agents"
  }

  virtual_network_configuration {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
  }

  security {
    enable_frontend_tls10      = true
    frontend_tls11_enabled     = true
    frontend_ssl30_enabled     = true
    backend_tls10_enabled      = true
    backend_tls11_enabled      = true
    triple_des_ciphers_enabled = true
  }

  protocols {
    http2_enabled = true
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_api_management" "other" {
  resource_group_name = "contoso"
  name                = "contoso-other"
  location            = "West Europe"
  sku_name            = "Standard"

  security {
    frontend_tls10_enabled = true
  }
}
