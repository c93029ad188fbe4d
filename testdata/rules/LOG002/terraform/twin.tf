data "azapi_client_config" "current" {}

locals {
  workspace_id = "/subscriptions/${data.azapi_client_config.current.subscription_id}/resourceGroups/contoso-monitoring/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
}

resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want "data of the storage account's blob service"
resource "azapi_resource" "files" {
  type      = "Microsoft.Storage/storageAccounts@2024-01-01"
  name      = "contosofiles"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "StorageV2"
    sku  = { name = "Standard_ZRS" }
  }
}

resource "azapi_resource" "logged" {
  type      = "Microsoft.Storage/storageAccounts@2024-01-01"
  name      = "contosologged"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "StorageV2"
    sku  = { name = "Standard_ZRS" }
  }
}

resource "azapi_resource" "blob_logs" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  name      = "blobs"
  parent_id = "${azapi_resource.logged.id}/blobServices/default"

  body = {
    properties = {
      workspaceId = local.workspace_id
      logs        = [{ categoryGroup = "audit", enabled = true }]
    }
  }
}
