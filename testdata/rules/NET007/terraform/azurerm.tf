# An account without public access says that all of this is meant to be private.

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}
data "azurerm_client_config" "current" {}

data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}

# want error "no private endpoint leads to sub-resource \"blob\" of the storage account"
resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

# want error "no private endpoint leads to sub-resource \"Sql\" of the Cosmos DB account"
resource "azurerm_cosmosdb_account" "threads" {
  name                          = "contoso-threads"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  public_network_access_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# want error "no private endpoint leads to sub-resource \"searchService\" of the search service"
resource "azurerm_search_service" "vectors" {
  name                          = "contoso-vectors"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = false
}

# want error "no private endpoint leads to sub-resource \"vault\" of the key vault"
resource "azurerm_key_vault" "keys" {
  name                          = "contoso-keys"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_storage_account" "reached" {
  name                          = "contosoreached"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "reached" {
  name                = "contoso-reached"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.reached.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}

resource "azurerm_cosmosdb_account" "reached" {
  name                          = "contoso-reached"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  public_network_access_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_private_endpoint" "reached_threads" {
  name                = "contoso-reached-threads"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cosmosdb_account.reached.id
    subresource_names              = ["Sql"]
    is_manual_connection           = false
  }
}

# want error "no private endpoint leads to sub-resource \"blob\" of the storage account"
resource "azurerm_storage_account" "queue_only" {
  name                          = "contosoqueueonly"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "queue_only" {
  name                = "contoso-queue-only"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.queue_only.id
    subresource_names              = ["queue"]
    is_manual_connection           = false
  }
}

# want error "no private endpoint leads to sub-resource \"dfs\" of the storage account"
resource "azurerm_storage_account" "lake" {
  name                          = "contosolake"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  is_hns_enabled                = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "lake" {
  name                = "contoso-lake"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.lake.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}

resource "azurerm_container_registry" "images" {
  name                          = "contosoimages"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "Premium"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "images" {
  name                = "contoso-images"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_container_registry.images.id
    subresource_names              = ["registry"]
    is_manual_connection           = false
  }
}
