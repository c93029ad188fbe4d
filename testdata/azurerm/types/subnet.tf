resource "azurerm_subnet" "least" {
  resource_group_name  = "contoso"
  name                 = "contoso-least"
  virtual_network_name = "contoso-hub"
  address_prefixes     = ["10.20.1.0/24"]
}

resource "azurerm_subnet" "all" {
  resource_group_name                           = "contoso"
  name                                          = "contoso-all"
  virtual_network_name                          = "contoso-hub"
  address_prefixes                              = ["10.20.1.0/24"]
  service_endpoints                             = ["Microsoft.Storage", "Microsoft.KeyVault"]
  service_endpoint_policy_ids                   = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/serviceEndpointPolicies/contoso"]
  default_outbound_access_enabled               = false
  private_endpoint_network_policies             = "RouteTableEnabled"
  private_link_service_network_policies_enabled = false
  sharing_scope                                 = "Tenant"

  delegation {
    name = "delegation"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.CognitiveServices/*/read"]
    }
  }
}

resource "azurerm_subnet" "other" {
  resource_group_name                           = "contoso"
  name                                          = "contoso-other"
  virtual_network_name                          = "contoso-hub"
  address_prefixes                              = ["10.20.1.0/24"]
  private_endpoint_network_policies_enabled     = true
  enforce_private_link_service_network_policies = true
  network_security_group_id_wo                  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
  route_table_id_wo                             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/routeTables/contoso-routes"

  service_endpoint {
    service = "Microsoft.Storage"
  }
}

resource "azurerm_subnet" "other2" {
  resource_group_name                            = "contoso"
  name                                           = "contoso-other2"
  virtual_network_name                           = "contoso-hub"
  address_prefixes                               = ["10.20.1.0/24"]
  enforce_private_link_endpoint_network_policies = true
}
