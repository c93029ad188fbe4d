# The private ways into every service, and the zones that their names resolve in.
resource "azurerm_private_endpoint" "account" {
  name                = "pe-account-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  subnet_id           = module.network.endpoint_subnet_id

  private_service_connection {
    name                           = "account"
    private_connection_resource_id = azapi_resource.account.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name = "default"
    private_dns_zone_ids = [
      module.network.zone_ids["privatelink.cognitiveservices.azure.com"],
      module.network.zone_ids["privatelink.openai.azure.com"],
      module.network.zone_ids["privatelink.services.ai.azure.com"],
    ]
  }

  depends_on = [azapi_resource.model]
}

resource "azurerm_private_endpoint" "blob" {
  name                = "pe-storage-blob-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  subnet_id           = module.network.endpoint_subnet_id

  private_service_connection {
    name                           = "storage-blob"
    private_connection_resource_id = azapi_resource.storage.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name = "default"
    private_dns_zone_ids = [
      module.network.zone_ids["privatelink.blob.core.windows.net"],
    ]
  }
}

resource "azurerm_private_endpoint" "cosmos" {
  name                = "pe-cosmos-sql-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  subnet_id           = module.network.endpoint_subnet_id

  private_service_connection {
    name                           = "cosmos-sql"
    private_connection_resource_id = azapi_resource.cosmos.id
    subresource_names              = ["Sql"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name = "default"
    private_dns_zone_ids = [
      module.network.zone_ids["privatelink.documents.azure.com"],
    ]
  }
}

resource "azurerm_private_endpoint" "search" {
  name                = "pe-search-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  subnet_id           = module.network.endpoint_subnet_id

  private_service_connection {
    name                           = "search"
    private_connection_resource_id = azapi_resource.search.id
    subresource_names              = ["searchService"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name = "default"
    private_dns_zone_ids = [
      module.network.zone_ids["privatelink.search.windows.net"],
    ]
  }
}

resource "azurerm_private_endpoint" "vault" {
  name                = "pe-vault-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  subnet_id           = module.network.endpoint_subnet_id

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azapi_resource.vault.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name = "default"
    private_dns_zone_ids = [
      module.network.zone_ids["privatelink.vaultcore.azure.net"],
    ]
  }
}

resource "azurerm_private_endpoint" "monitor" {
  name                = "pe-monitor-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  subnet_id           = module.network.endpoint_subnet_id

  private_service_connection {
    name                           = "monitor"
    private_connection_resource_id = azapi_resource.monitor_scope.id
    subresource_names              = ["azuremonitor"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name = "default"
    private_dns_zone_ids = [
      module.network.zone_ids["privatelink.monitor.azure.com"],
      module.network.zone_ids["privatelink.oms.opinsights.azure.com"],
      module.network.zone_ids["privatelink.ods.opinsights.azure.com"],
      module.network.zone_ids["privatelink.agentsvc.azure-automation.net"],
      module.network.zone_ids["privatelink.blob.core.windows.net"],
    ]
  }

  depends_on = [azapi_resource.scoped_workspace, azapi_resource.scoped_insights]
}
