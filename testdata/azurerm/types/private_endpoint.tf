resource "azurerm_private_endpoint" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
}

resource "azurerm_private_endpoint" "all" {
  resource_group_name           = "contoso"
  name                          = "contoso-all"
  location                      = "West Europe"
  subnet_id                     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
  custom_network_interface_name = "custom-network-interface-name"
  tags = {
    team = "agents"
  }

  private_service_connection {
    name                           = "private-service-connection"
    private_connection_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
    subresource_names              = ["account"]
    request_message                = "request-message"
    is_manual_connection           = true
  }

  private_dns_zone_group {
    name                 = "private-dns-zone-group"
    private_dns_zone_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"]
  }

  ip_configuration {
    private_ip_address = "10.20.1.4"
  }
}

resource "azurerm_private_endpoint" "other" {
  resource_group_name = "contoso"
  name                = "contoso-other"
  location            = "West Europe"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"

  private_service_connection {
    name                              = "private-service-connection"
    is_manual_connection              = true
    private_connection_resource_alias = "contoso.guid.westeurope.azure.privatelinkservice"
  }
}
