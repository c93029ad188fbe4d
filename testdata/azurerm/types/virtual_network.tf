resource "azurerm_virtual_network" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_virtual_network" "all" {
  resource_group_name            = "contoso"
  name                           = "contoso-all"
  location                       = "West Europe"
  address_space                  = ["10.20.0.0/16"]
  dns_servers                    = ["10.20.0.4"]
  private_endpoint_vnet_policies = "Basic"
  flow_timeout_in_minutes        = 30
  tags = {
    team = "agents"
  }

  ddos_protection_plan {
    id     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/ddosProtectionPlans/contoso"
    enable = true
  }

  encryption {
    enforcement = "AllowUnencrypted"
  }

  subnet {
    name                              = "subnet"
    address_prefixes                  = ["10.20.1.0/24"]
    security_group                    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/networkSecurityGroups/agents"
    route_table_id                    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/routeTables/contoso-routes"
    service_endpoints                 = ["Microsoft.Storage", "Microsoft.KeyVault"]
    default_outbound_access_enabled   = false
    private_endpoint_network_policies = "RouteTableEnabled"

    delegation {

      service_delegation {
        name = "Microsoft.App/environments"
      }
    }
  }
}

resource "azurerm_virtual_network" "other" {
  resource_group_name = "contoso"
  name                = "contoso-other"
  location            = "West Europe"
  address_space       = ["10.20.0.0/16"]

  subnet {
    name             = "subnet"
    address_prefixes = ["10.20.1.0/24"]
    address_prefix   = "10.20.1.0/24"
  }
}
