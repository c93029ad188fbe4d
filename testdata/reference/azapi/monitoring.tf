# Where logs, metrics and alerts go. Reached through a private link scope only.
resource "azapi_resource" "workspace" {
  type      = "Microsoft.OperationalInsights/workspaces@2023-09-01"
  name      = "log-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  body = {
    properties = {
      sku = {
        name = "PerGB2018"
      }
      retentionInDays = 365
      features = {
        disableLocalAuth = true
      }
      publicNetworkAccessForIngestion = "Disabled"
      publicNetworkAccessForQuery     = "Disabled"
    }
  }
}

resource "azapi_resource" "insights" {
  type      = "Microsoft.Insights/components@2020-02-02"
  name      = "appi-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  body = {
    kind = "web"
    properties = {
      Application_Type                = "web"
      WorkspaceResourceId             = azapi_resource.workspace.id
      DisableLocalAuth                = true
      publicNetworkAccessForIngestion = "Disabled"
      publicNetworkAccessForQuery     = "Disabled"
    }
  }
}

resource "azapi_resource" "monitor_scope" {
  type      = "Microsoft.Insights/privateLinkScopes@2021-07-01-preview"
  name      = "ampls-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = "global"

  body = {
    properties = {
      accessModeSettings = {
        ingestionAccessMode = "PrivateOnly"
        queryAccessMode     = "PrivateOnly"
      }
    }
  }
}

resource "azapi_resource" "scoped_workspace" {
  type      = "Microsoft.Insights/privateLinkScopes/scopedResources@2021-07-01-preview"
  name      = "workspace"
  parent_id = azapi_resource.monitor_scope.id

  body = {
    properties = {
      linkedResourceId = azapi_resource.workspace.id
    }
  }
}

resource "azapi_resource" "scoped_insights" {
  type      = "Microsoft.Insights/privateLinkScopes/scopedResources@2021-07-01-preview"
  name      = "insights"
  parent_id = azapi_resource.monitor_scope.id

  body = {
    properties = {
      linkedResourceId = azapi_resource.insights.id
    }
  }
}

resource "azapi_resource" "action_group" {
  type      = "Microsoft.Insights/actionGroups@2023-01-01"
  name      = "ag-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = "global"

  body = {
    properties = {
      groupShortName = "agents"
      enabled        = true
      emailReceivers = [
        {
          name                 = "operators"
          emailAddress         = var.operators_email
          useCommonAlertSchema = true
        },
      ]
    }
  }
}

resource "azapi_resource" "control_plane_alert" {
  type      = "Microsoft.Insights/activityLogAlerts@2020-10-01"
  name      = "alert-control-plane-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = "global"

  body = {
    properties = {
      enabled = true
      scopes  = [local.subscription_id]
      condition = {
        allOf = [
          {
            field  = "category"
            equals = "Administrative"
          },
          {
            field  = "operationName"
            equals = "Microsoft.Authorization/roleAssignments/write"
          },
        ]
      }
      actions = {
        actionGroups = [
          {
            actionGroupId = azapi_resource.action_group.id
          },
        ]
      }
    }
  }
}
