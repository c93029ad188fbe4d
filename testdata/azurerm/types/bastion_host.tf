resource "azurerm_bastion_host" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_bastion_host" "all" {
  resource_group_name       = "contoso"
  name                      = "contoso-all"
  location                  = "West Europe"
  sku                       = "Standard"
  virtual_network_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub"
  scale_units               = 4
  file_copy_enabled         = true
  ip_connect_enabled        = true
  kerberos_enabled          = true
  shareable_link_enabled    = true
  tunneling_enabled         = true
  session_recording_enabled = true
  zones                     = ["1", "2"]
  tags = {
    team = "agents"
  }

  ip_configuration {
    name                 = "ip-configuration"
    subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
    public_ip_address_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/publicIPAddresses/contoso-out"
  }
}
