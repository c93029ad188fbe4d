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

data "azurerm_storage_account" "files" {
  name                = "contosofiles"
  resource_group_name = azurerm_resource_group.contoso.name
}

data "azurerm_cosmosdb_account" "threads" {
  name                = "contoso-threads"
  resource_group_name = azurerm_resource_group.contoso.name
}

resource "azurerm_role_assignment" "wide" { # want warning "the project's identity holds Search Index Data Contributor on the whole resource group"
  scope                = azurerm_resource_group.contoso.id
  role_definition_name = "Search Index Data Contributor"
  principal_id         = azapi_resource.project.identity[0].principal_id
}

resource "azurerm_role_assignment" "owns" {
  scope                = data.azurerm_storage_account.files.id
  role_definition_name = "Storage Blob Data Owner" # want warning "Storage Blob Data Owner on the whole storage account"
  principal_id         = azapi_resource.project.identity[0].principal_id
}

resource "azurerm_cosmosdb_sql_role_assignment" "all" {
  resource_group_name = azurerm_resource_group.contoso.name
  account_name        = data.azurerm_cosmosdb_account.threads.name
  principal_id        = azapi_resource.project.identity[0].principal_id
  role_definition_id  = "${data.azurerm_cosmosdb_account.threads.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002"
  scope               = data.azurerm_cosmosdb_account.threads.id # want warning "the project's identity reaches every database of the Cosmos DB account"
}

resource "azurerm_cosmosdb_sql_role_assignment" "memory" {
  resource_group_name = azurerm_resource_group.contoso.name
  account_name        = data.azurerm_cosmosdb_account.threads.name
  principal_id        = azapi_resource.project.identity[0].principal_id
  role_definition_id  = "${data.azurerm_cosmosdb_account.threads.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002"
  scope               = "${data.azurerm_cosmosdb_account.threads.id}/dbs/enterprise_memory"
}
