resource "azurerm_network_security_perimeter_access_rule" "least" {
  name                                  = "contoso-least"
  network_security_perimeter_profile_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityPerimeters/contoso/profiles/agents"
  direction                             = "Outbound"
}

resource "azurerm_network_security_perimeter_access_rule" "all" {
  name                                  = "contoso-all"
  network_security_perimeter_profile_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityPerimeters/contoso/profiles/agents"
  direction                             = "Outbound"
  address_prefixes                      = ["10.20.1.0/24"]
  fqdns                                 = ["contoso.com"]
  subscription_ids                      = ["/subscriptions/00000000-0000-0000-0000-000000000001"]
}
