resource "azurerm_nat_gateway_public_ip_association" "least" {
  nat_gateway_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/natGateways/contoso-out"
  public_ip_address_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/publicIPAddresses/contoso-out"
}

resource "azurerm_nat_gateway_public_ip_association" "all" {
  nat_gateway_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/natGateways/contoso-out"
  public_ip_address_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/publicIPAddresses/contoso-out"
}
