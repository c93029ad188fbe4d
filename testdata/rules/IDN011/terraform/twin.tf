resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  parent_id = azurerm_resource_group.contoso.id
  name      = "contoso-agents"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    kind       = "AIServices"
    sku        = { name = "S0" }
    properties = { allowProjectManagement = true }
  }
}

# want warning "Storage Blob Data Contributor on the storage account"
# want note "Storage Blob Data Owner on the storage account"
# want warning "Cosmos DB Built-in Data Contributor on the Cosmos DB account"
resource "azapi_resource" "project" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  parent_id = azapi_resource.account.id
  name      = "support"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = { properties = {} }
}

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = azurerm_resource_group.contoso.name
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  sku                 = "standard"
}

resource "azurerm_cosmosdb_account" "threads" {
  name                = "contoso-threads"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  offer_type          = "Standard"
  consistency_policy {
    consistency_level = "Session"
  }
  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

locals {
  stores = {
    files   = { category = "AzureStorageAccount", target = azurerm_storage_account.files.primary_blob_endpoint, id = azurerm_storage_account.files.id }
    vectors = { category = "CognitiveSearch", target = "https://contoso-vectors.search.windows.net", id = azurerm_search_service.vectors.id }
    threads = { category = "CosmosDb", target = azurerm_cosmosdb_account.threads.endpoint, id = azurerm_cosmosdb_account.threads.id }
  }
}

resource "azapi_resource" "connection" {
  for_each  = local.stores
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  parent_id = azapi_resource.project.id
  name      = each.key
  body = {
    properties = {
      category = each.value.category
      target   = each.value.target
      authType = "AAD"
      metadata = { ResourceId = each.value.id }
    }
  }
}

resource "azapi_resource" "host" {
  type      = "Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01"
  parent_id = azapi_resource.project.id
  name      = "agents"
  body = {
    properties = {
      capabilityHostKind       = "Agents"
      storageConnections       = ["files"]
      vectorStoreConnections   = ["vectors"]
      threadStorageConnections = ["threads"]
    }
  }
  depends_on = [azapi_resource.connection]
}

resource "azurerm_role_assignment" "search" {
  for_each             = toset(["Search Index Data Contributor", "Search Service Contributor"])
  scope                = azurerm_search_service.vectors.id
  role_definition_name = each.value
  principal_id         = azapi_resource.project.identity[0].principal_id
}

resource "azurerm_role_assignment" "operator" {
  scope                = azurerm_cosmosdb_account.threads.id
  role_definition_name = "Cosmos DB Operator"
  principal_id         = azapi_resource.project.identity[0].principal_id
}
