resource "azurerm_network_interface" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_network_interface" "all" {
  resource_group_name   = "contoso"
  name                  = "contoso-all"
  location              = "West Europe"
  dns_servers           = ["10.20.0.4"]
  ip_forwarding_enabled = true
  tags = {
    team = "agents"
  }

  ip_configuration {
    name                          = "ip-configuration"
    subnet_id                     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
    public_ip_address_id          = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/publicIPAddresses/contoso-out"
    private_ip_address            = "10.20.1.4"
    private_ip_address_allocation = "Static"
  }
}

resource "azurerm_network_interface" "other" {
  resource_group_name  = "contoso"
  name                 = "contoso-other"
  location             = "West Europe"
  enable_ip_forwarding = true
}
