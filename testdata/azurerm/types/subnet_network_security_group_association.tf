resource "azurerm_subnet_network_security_group_association" "least" {
  subnet_id                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
  network_security_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
}

resource "azurerm_subnet_network_security_group_association" "all" {
  subnet_id                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
  network_security_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
}
