resource "azurerm_firewall" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Basic"
}

resource "azurerm_firewall" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  location            = "West Europe"
  sku_name            = "AZFW_VNet"
  sku_tier            = "Basic"
  threat_intel_mode   = "Deny"
  firewall_policy_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/firewallPolicies/contoso"
  zones               = ["1", "2"]
  tags = {
    team = "agents"
  }

  ip_configuration {
    subnet_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
    public_ip_address_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/publicIPAddresses/contoso-out"
  }
}
