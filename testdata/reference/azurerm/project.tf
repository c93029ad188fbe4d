# The project with its identity, the connections to its stores, the rights that
# the capability host needs before it and those that it makes possible.

# Its roles outlive the project, which may have to be made again.
resource "azurerm_user_assigned_identity" "project_identity" {
  name                = "id-project-${var.suffix}"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
}

resource "azurerm_cognitive_account_project" "project" {
  name                 = "support"
  cognitive_account_id = azurerm_cognitive_account.account.id
  location             = var.location
  display_name         = "Support"
  description          = "Agents that answer questions of customers"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.project_identity.id]
  }

  depends_on = [
    azurerm_private_endpoint.account,
    azurerm_private_endpoint.blob,
    azurerm_private_endpoint.cosmos,
    azurerm_private_endpoint.search,
    azurerm_private_endpoint.vault,
    azurerm_private_endpoint.monitor,
  ]
}

resource "azapi_resource" "threads" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "threads"
  parent_id                 = azurerm_cognitive_account_project.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "CosmosDB"
      target   = azurerm_cosmosdb_account.cosmos.endpoint
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azurerm_cosmosdb_account.cosmos.id
        location   = var.location
      }
    }
  }
}

resource "azapi_resource" "files" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "files"
  parent_id                 = azurerm_cognitive_account_project.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "AzureStorageAccount"
      target   = azurerm_storage_account.storage.primary_blob_endpoint
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azurerm_storage_account.storage.id
        location   = var.location
      }
    }
  }
}

resource "azapi_resource" "vectors" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "vectors"
  parent_id                 = azurerm_cognitive_account_project.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "CognitiveSearch"
      target   = "https://${azurerm_search_service.search.name}.search.windows.net"
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azurerm_search_service.search.id
        location   = var.location
      }
    }
  }
}

resource "azapi_resource" "traces" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "traces"
  parent_id                 = azurerm_cognitive_account_project.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "AppInsights"
      target   = azurerm_application_insights.insights.id
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azurerm_application_insights.insights.id
        location   = var.location
      }
    }
  }
}

resource "azurerm_role_assignment" "blob_contributor" {
  scope                = azurerm_storage_account.storage.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azurerm_user_assigned_identity.project_identity.principal_id
  principal_type       = "ServicePrincipal"
}

# Only in the containers that the service makes for agents.
resource "azurerm_role_assignment" "blob_owner" {
  scope                = azurerm_storage_account.storage.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.project_identity.principal_id
  principal_type       = "ServicePrincipal"
  condition_version    = "2.0"
  condition            = "(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringLikeIgnoreCase '*-azureml-agent')"
}

resource "azurerm_role_assignment" "index_contributor" {
  scope                = azurerm_search_service.search.id
  role_definition_name = "Search Index Data Contributor"
  principal_id         = azurerm_user_assigned_identity.project_identity.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "search_contributor" {
  scope                = azurerm_search_service.search.id
  role_definition_name = "Search Service Contributor"
  principal_id         = azurerm_user_assigned_identity.project_identity.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "cosmos_operator" {
  scope                = azurerm_cosmosdb_account.cosmos.id
  role_definition_name = "Cosmos DB Operator"
  principal_id         = azurerm_user_assigned_identity.project_identity.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "developers" {
  scope                = azurerm_cognitive_account_project.project.id
  role_definition_name = "Foundry User"
  principal_id         = var.developers_group_id
  principal_type       = "Group"
}

resource "azapi_resource" "host" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01"
  name                      = "agents"
  parent_id                 = azurerm_cognitive_account_project.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      capabilityHostKind       = "Agents"
      threadStorageConnections = [azapi_resource.threads.name]
      storageConnections       = [azapi_resource.files.name]
      vectorStoreConnections   = [azapi_resource.vectors.name]
    }
  }

  depends_on = [
    azurerm_role_assignment.blob_contributor,
    azurerm_role_assignment.index_contributor,
    azurerm_role_assignment.search_contributor,
    azurerm_role_assignment.cosmos_operator,
  ]
}

# The database exists once the capability host does.
resource "azurerm_cosmosdb_sql_role_assignment" "threads_contributor" {
  name                = uuidv5("url", "${azurerm_cosmosdb_account.cosmos.id}/${azurerm_user_assigned_identity.project_identity.id}/threads")
  resource_group_name = azurerm_resource_group.agents.name
  account_name        = azurerm_cosmosdb_account.cosmos.name
  role_definition_id  = "${azurerm_cosmosdb_account.cosmos.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002"
  principal_id        = azurerm_user_assigned_identity.project_identity.principal_id
  scope               = "${azurerm_cosmosdb_account.cosmos.id}/dbs/enterprise_memory"

  depends_on = [azapi_resource.host]
}
