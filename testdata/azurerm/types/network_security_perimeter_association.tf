resource "azurerm_network_security_perimeter_association" "least" {
  name                                  = "contoso-least"
  network_security_perimeter_profile_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityPerimeters/contoso/profiles/agents"
  resource_id                           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  access_mode                           = "Learning"
}

resource "azurerm_network_security_perimeter_association" "all" {
  name                                  = "contoso-all"
  network_security_perimeter_profile_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityPerimeters/contoso/profiles/agents"
  resource_id                           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  access_mode                           = "Learning"
}
