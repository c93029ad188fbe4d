# Where logs, metrics and alerts go. Reached through a private link scope only.
resource "azurerm_log_analytics_workspace" "workspace" {
  name                         = "log-agents-${var.suffix}"
  location                     = var.location
  resource_group_name          = azurerm_resource_group.agents.name
  sku                          = "PerGB2018"
  retention_in_days            = 365
  local_authentication_enabled = false
  internet_ingestion_enabled   = false
  internet_query_enabled       = false
}

resource "azurerm_application_insights" "insights" {
  name                         = "appi-agents-${var.suffix}"
  location                     = var.location
  resource_group_name          = azurerm_resource_group.agents.name
  application_type             = "web"
  workspace_id                 = azurerm_log_analytics_workspace.workspace.id
  local_authentication_enabled = false
  internet_ingestion_enabled   = false
  internet_query_enabled       = false
}

resource "azurerm_monitor_private_link_scope" "monitor_scope" {
  name                  = "ampls-agents-${var.suffix}"
  resource_group_name   = azurerm_resource_group.agents.name
  ingestion_access_mode = "PrivateOnly"
  query_access_mode     = "PrivateOnly"
}

resource "azurerm_monitor_private_link_scoped_service" "scoped_workspace" {
  name                = "workspace"
  resource_group_name = azurerm_resource_group.agents.name
  scope_name          = azurerm_monitor_private_link_scope.monitor_scope.name
  linked_resource_id  = azurerm_log_analytics_workspace.workspace.id
}

resource "azurerm_monitor_private_link_scoped_service" "scoped_insights" {
  name                = "insights"
  resource_group_name = azurerm_resource_group.agents.name
  scope_name          = azurerm_monitor_private_link_scope.monitor_scope.name
  linked_resource_id  = azurerm_application_insights.insights.id
}

resource "azurerm_monitor_action_group" "action_group" {
  name                = "ag-agents-${var.suffix}"
  resource_group_name = azurerm_resource_group.agents.name
  short_name          = "agents"
  enabled             = true

  email_receiver {
    name                    = "operators"
    email_address           = var.operators_email
    use_common_alert_schema = true
  }
}

resource "azurerm_monitor_activity_log_alert" "control_plane_alert" {
  name                = "alert-control-plane-${var.suffix}"
  location            = "global"
  resource_group_name = azurerm_resource_group.agents.name
  enabled             = true
  scopes              = [local.subscription_id]

  criteria {
    category       = "Administrative"
    operation_name = "Microsoft.Authorization/roleAssignments/write"
  }

  action {
    action_group_id = azurerm_monitor_action_group.action_group.id
  }
}
