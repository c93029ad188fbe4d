# The project with its identity, the connections to its stores, the rights that
# the capability host needs before it and those that it makes possible.

# Its roles outlive the project, which may have to be made again.
resource "azapi_resource" "project_identity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"
  name      = "id-project-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  response_export_values = ["properties.principalId"]
}

resource "azapi_resource" "project" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  name      = "support"
  parent_id = azapi_resource.account.id
  location  = var.location

  identity {
    type         = "UserAssigned"
    identity_ids = [azapi_resource.project_identity.id]
  }

  body = {
    properties = {
      displayName = "Support"
      description = "Agents that answer questions of customers"
    }
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
  parent_id                 = azapi_resource.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "CosmosDB"
      target   = azapi_resource.cosmos.output.properties.documentEndpoint
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azapi_resource.cosmos.id
        location   = var.location
      }
    }
  }
}

resource "azapi_resource" "files" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "files"
  parent_id                 = azapi_resource.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "AzureStorageAccount"
      target   = azapi_resource.storage.output.properties.primaryEndpoints.blob
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azapi_resource.storage.id
        location   = var.location
      }
    }
  }
}

resource "azapi_resource" "vectors" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "vectors"
  parent_id                 = azapi_resource.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "CognitiveSearch"
      target   = "https://${azapi_resource.search.name}.search.windows.net"
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azapi_resource.search.id
        location   = var.location
      }
    }
  }
}

resource "azapi_resource" "traces" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name                      = "traces"
  parent_id                 = azapi_resource.project.id
  schema_validation_enabled = false

  body = {
    properties = {
      category = "AppInsights"
      target   = azapi_resource.insights.id
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azapi_resource.insights.id
        location   = var.location
      }
    }
  }
}

resource "azurerm_role_assignment" "blob_contributor" {
  scope                = azapi_resource.storage.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azapi_resource.project_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
}

# Only in the containers that the service makes for agents.
resource "azurerm_role_assignment" "blob_owner" {
  scope                = azapi_resource.storage.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azapi_resource.project_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
  condition_version    = "2.0"
  condition            = "(@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringLikeIgnoreCase '*-azureml-agent')"
}

resource "azurerm_role_assignment" "index_contributor" {
  scope                = azapi_resource.search.id
  role_definition_name = "Search Index Data Contributor"
  principal_id         = azapi_resource.project_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "search_contributor" {
  scope                = azapi_resource.search.id
  role_definition_name = "Search Service Contributor"
  principal_id         = azapi_resource.project_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "cosmos_operator" {
  scope                = azapi_resource.cosmos.id
  role_definition_name = "Cosmos DB Operator"
  principal_id         = azapi_resource.project_identity.output.properties.principalId
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "developers" {
  scope                = azapi_resource.project.id
  role_definition_name = "Foundry User"
  principal_id         = var.developers_group_id
  principal_type       = "Group"
}

resource "azapi_resource" "host" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01"
  name                      = "agents"
  parent_id                 = azapi_resource.project.id
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
resource "azapi_resource" "threads_contributor" {
  type      = "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15"
  name      = uuidv5("url", "${azapi_resource.cosmos.id}/${azapi_resource.project_identity.id}/threads")
  parent_id = azapi_resource.cosmos.id

  body = {
    properties = {
      roleDefinitionId = "${azapi_resource.cosmos.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002"
      principalId      = azapi_resource.project_identity.output.properties.principalId
      scope            = "${azapi_resource.cosmos.id}/dbs/enterprise_memory"
    }
  }

  depends_on = [azapi_resource.host]
}
