# One endpoint for each sub-resource of each service: the table is lacking one.
locals {
  services = {
    files   = { id = azurerm_storage_account.files.id, groups = ["blob", "queue"] }
    threads = { id = azurerm_cosmosdb_account.threads.id, groups = ["Sql"] }
  }

  endpoints = merge([
    for name, service in local.services : {
      for group in service.groups : "${name}-${group}" => { id = service.id, group = group }
    }
  ]...)
}

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}

resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

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

resource "azurerm_private_endpoint" "each" {
  for_each = local.endpoints

  name                = "contoso-${each.key}"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = each.value.id
    subresource_names              = [each.value.group]
    is_manual_connection           = false
  }
}
