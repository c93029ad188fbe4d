resource "azurerm_subnet_nat_gateway_association" "least" {
  subnet_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
  nat_gateway_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/natGateways/contoso-out"
}

resource "azurerm_subnet_nat_gateway_association" "all" {
  subnet_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
  nat_gateway_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/natGateways/contoso-out"
}
