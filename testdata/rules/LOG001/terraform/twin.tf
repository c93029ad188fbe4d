data "azapi_client_config" "current" {}

locals {
  workspace_id = "/subscriptions/${data.azapi_client_config.current.subscription_id}/resourceGroups/contoso-monitoring/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
}

resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want "nothing exports"
resource "azapi_resource" "none" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-none"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind       = "AIServices"
    properties = {}
  }
}

resource "azapi_resource" "all" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-all"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind       = "AIServices"
    properties = {}
  }
}

resource "azapi_resource" "all_logs" {
  type      = "Microsoft.Insights/diagnosticSettings@2021-05-01-preview"
  name      = "all"
  parent_id = azapi_resource.all.id

  body = {
    properties = {
      workspaceId = local.workspace_id
      logs        = [{ categoryGroup = "allLogs", enabled = true }]
    }
  }
}
