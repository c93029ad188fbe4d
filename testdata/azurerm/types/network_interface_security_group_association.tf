resource "azurerm_network_interface_security_group_association" "least" {
  network_interface_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkInterfaces/jump"
  network_security_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
}

resource "azurerm_network_interface_security_group_association" "all" {
  network_interface_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkInterfaces/jump"
  network_security_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
}
