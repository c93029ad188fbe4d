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

resource "azurerm_network_security_group" "agent_rules" {
  name                = "nsg-agents-${var.suffix}"
  location            = var.location
  resource_group_name = var.resource_group_name

  security_rule {
    name                       = "AllowEndpointsOutbound"
    priority                   = 100
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.agent_subnet_prefix
    source_port_range          = "*"
    destination_address_prefix = var.endpoint_subnet_prefix
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "AllowEntraOutbound"
    priority                   = 110
    direction                  = "Outbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.agent_subnet_prefix
    source_port_range          = "*"
    destination_address_prefix = "AzureActiveDirectory"
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "DenyInternetOutbound"
    priority                   = 4000
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "Internet"
    destination_port_range     = "*"
  }
}

resource "azurerm_network_security_group" "endpoint_rules" {
  name                = "nsg-endpoints-${var.suffix}"
  location            = var.location
  resource_group_name = var.resource_group_name

  security_rule {
    name                       = "AllowAgentsInbound"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = var.agent_subnet_prefix
    source_port_range          = "*"
    destination_address_prefix = var.endpoint_subnet_prefix
    destination_port_range     = "443"
  }

  security_rule {
    name                       = "DenyOthersInbound"
    priority                   = 4000
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }
}

resource "azurerm_virtual_network" "vnet" {
  name                = "vnet-agents-${var.suffix}"
  location            = var.location
  resource_group_name = var.resource_group_name
  address_space       = [var.address_prefix]
}

resource "azurerm_subnet" "agent_subnet" {
  name                            = "snet-agents"
  resource_group_name             = var.resource_group_name
  virtual_network_name            = azurerm_virtual_network.vnet.name
  address_prefixes                = [var.agent_subnet_prefix]
  default_outbound_access_enabled = false

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_subnet_network_security_group_association" "agent_subnet" {
  subnet_id                 = azurerm_subnet.agent_subnet.id
  network_security_group_id = azurerm_network_security_group.agent_rules.id
}

# Azure writes one subnet of a network at a time.
resource "azurerm_subnet" "endpoint_subnet" {
  name                              = "snet-endpoints"
  resource_group_name               = var.resource_group_name
  virtual_network_name              = azurerm_virtual_network.vnet.name
  address_prefixes                  = [var.endpoint_subnet_prefix]
  default_outbound_access_enabled   = false
  private_endpoint_network_policies = "Enabled"

  depends_on = [azurerm_subnet.agent_subnet]
}

resource "azurerm_subnet_network_security_group_association" "endpoint_subnet" {
  subnet_id                 = azurerm_subnet.endpoint_subnet.id
  network_security_group_id = azurerm_network_security_group.endpoint_rules.id
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
