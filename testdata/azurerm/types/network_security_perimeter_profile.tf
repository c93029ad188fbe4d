resource "azurerm_network_security_perimeter_profile" "least" {
  name                          = "contoso-least"
  network_security_perimeter_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityPerimeters/contoso"
}

resource "azurerm_network_security_perimeter_profile" "all" {
  name                          = "contoso-all"
  network_security_perimeter_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityPerimeters/contoso"
}
