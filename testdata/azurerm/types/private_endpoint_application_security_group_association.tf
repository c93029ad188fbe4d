resource "azurerm_private_endpoint_application_security_group_association" "least" {
  private_endpoint_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/privateEndpoints/agents"
}

resource "azurerm_private_endpoint_application_security_group_association" "all" {
  private_endpoint_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/privateEndpoints/agents"

  group {
    application_security_group_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/applicationSecurityGroups/agents"
  }
}
