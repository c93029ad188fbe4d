resource "azurerm_private_dns_zone_virtual_network_link" "least" {
  name                  = "contoso-least"
  resource_group_name   = "contoso"
  private_dns_zone_name = "privatelink.openai.azure.com"
  virtual_network_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub"
}

resource "azurerm_private_dns_zone_virtual_network_link" "all" {
  name                  = "contoso-all"
  resource_group_name   = "contoso"
  private_dns_zone_name = "privatelink.openai.azure.com"
  virtual_network_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub"
  registration_enabled  = true
  resolution_policy     = "NxDomainRedirect"
  tags = {
    team = "agents"
  }
}

resource "azurerm_private_dns_zone_virtual_network_link" "other" {
  name                = "contoso-other"
  virtual_network_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub"
  private_dns_zone_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/privateDnsZones/privatelink.openai.azure.com"
}
