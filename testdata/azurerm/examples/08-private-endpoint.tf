# A private endpoint with a zone group, which is a resource of its own in ARM.

resource "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  kind                = "AIServices"
  sku_name            = "S0"
}

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  resource_group_name  = "contoso"
  virtual_network_name = "contoso-hub"
  address_prefixes     = ["10.20.1.0/24"]
}

resource "azurerm_private_dns_zone" "agents" {
  for_each            = toset(["privatelink.services.ai.azure.com", "privatelink.cognitiveservices.azure.com"])
  name                = each.value
  resource_group_name = "contoso"
}

resource "azurerm_private_endpoint" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  subnet_id           = azurerm_subnet.endpoints.id

  private_dns_zone_group {
    name                 = "zones"
    private_dns_zone_ids = [for zone in azurerm_private_dns_zone.agents : zone.id]
  }

  private_service_connection {
    name                           = "agents"
    is_manual_connection           = false
    private_connection_resource_id = azurerm_cognitive_account.agents.id
    subresource_names              = ["account"]
  }
}
