# The network: a subnet that the agents are injected into, one for private
# endpoints, their rules, and the zones that resolve the endpoints' names.
locals {
  zone_names = [
    "privatelink.cognitiveservices.azure.com",
    "privatelink.openai.azure.com",
    "privatelink.services.ai.azure.com",
    "privatelink.search.windows.net",
    "privatelink.documents.azure.com",
    "privatelink.blob.core.windows.net",
    "privatelink.vaultcore.azure.net",
    "privatelink.monitor.azure.com",
    "privatelink.oms.opinsights.azure.com",
    "privatelink.ods.opinsights.azure.com",
    "privatelink.agentsvc.azure-automation.net",
  ]
}

resource "azapi_resource" "agent_rules" {
  type      = "Microsoft.Network/networkSecurityGroups@2024-05-01"
  name      = "nsg-agents-${var.suffix}"
  parent_id = var.resource_group_id
  location  = var.location

  body = {
    properties = {
      securityRules = [
        {
          name = "AllowEndpointsOutbound"
          properties = {
            priority                 = 100
            direction                = "Outbound"
            access                   = "Allow"
            protocol                 = "Tcp"
            sourceAddressPrefix      = var.agent_subnet_prefix
            sourcePortRange          = "*"
            destinationAddressPrefix = var.endpoint_subnet_prefix
            destinationPortRange     = "443"
          }
        },
        {
          name = "AllowEntraOutbound"
          properties = {
            priority                 = 110
            direction                = "Outbound"
            access                   = "Allow"
            protocol                 = "Tcp"
            sourceAddressPrefix      = var.agent_subnet_prefix
            sourcePortRange          = "*"
            destinationAddressPrefix = "AzureActiveDirectory"
            destinationPortRange     = "443"
          }
        },
        {
          name = "DenyInternetOutbound"
          properties = {
            priority                 = 4000
            direction                = "Outbound"
            access                   = "Deny"
            protocol                 = "*"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "Internet"
            destinationPortRange     = "*"
          }
        },
      ]
    }
  }
}

resource "azapi_resource" "endpoint_rules" {
  type      = "Microsoft.Network/networkSecurityGroups@2024-05-01"
  name      = "nsg-endpoints-${var.suffix}"
  parent_id = var.resource_group_id
  location  = var.location

  body = {
    properties = {
      securityRules = [
        {
          name = "AllowAgentsInbound"
          properties = {
            priority                 = 100
            direction                = "Inbound"
            access                   = "Allow"
            protocol                 = "Tcp"
            sourceAddressPrefix      = var.agent_subnet_prefix
            sourcePortRange          = "*"
            destinationAddressPrefix = var.endpoint_subnet_prefix
            destinationPortRange     = "443"
          }
        },
        {
          name = "DenyOthersInbound"
          properties = {
            priority                 = 4000
            direction                = "Inbound"
            access                   = "Deny"
            protocol                 = "*"
            sourceAddressPrefix      = "*"
            sourcePortRange          = "*"
            destinationAddressPrefix = "*"
            destinationPortRange     = "*"
          }
        },
      ]
    }
  }
}

resource "azurerm_virtual_network" "vnet" {
  name                = "vnet-agents-${var.suffix}"
  location            = var.location
  resource_group_name = var.resource_group_name
  address_space       = [var.address_prefix]
}

resource "azapi_resource" "agent_subnet" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  name      = "snet-agents"
  parent_id = azurerm_virtual_network.vnet.id

  body = {
    properties = {
      addressPrefixes = [var.agent_subnet_prefix]
      networkSecurityGroup = {
        id = azapi_resource.agent_rules.id
      }
      defaultOutboundAccess = false
      delegations = [
        {
          name = "agents"
          properties = {
            serviceName = "Microsoft.App/environments"
          }
        },
      ]
    }
  }
}

# Azure writes one subnet of a network at a time.
resource "azapi_resource" "endpoint_subnet" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  name      = "snet-endpoints"
  parent_id = azurerm_virtual_network.vnet.id

  body = {
    properties = {
      addressPrefixes = [var.endpoint_subnet_prefix]
      networkSecurityGroup = {
        id = azapi_resource.endpoint_rules.id
      }
      defaultOutboundAccess          = false
      privateEndpointNetworkPolicies = "Enabled"
    }
  }

  depends_on = [azapi_resource.agent_subnet]
}

resource "azurerm_private_dns_zone" "zones" {
  for_each = toset(local.zone_names)

  name                = each.value
  resource_group_name = var.resource_group_name
}

resource "azurerm_private_dns_zone_virtual_network_link" "links" {
  for_each = azurerm_private_dns_zone.zones

  name                  = "link-agents"
  resource_group_name   = var.resource_group_name
  private_dns_zone_name = each.value.name
  virtual_network_id    = azurerm_virtual_network.vnet.id
  registration_enabled  = false
}
