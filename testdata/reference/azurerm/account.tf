# The Foundry account: its agents run in the agent subnet, its data at rest is
# encrypted with the key, its models answer under one guardrail.
resource "azurerm_cognitive_account" "account" {
  name                          = "aif-agents-${var.suffix}"
  location                      = var.location
  resource_group_name           = azurerm_resource_group.agents.name
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  custom_subdomain_name         = "aif-agents-${var.suffix}"
  local_auth_enabled            = false
  public_network_access_enabled = false

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys_identity.id]
  }

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }

  network_injection {
    scenario  = "agent"
    subnet_id = module.network.agent_subnet_id
  }

  customer_managed_key {
    key_vault_key_id   = azurerm_key_vault_key.key.versionless_id
    identity_client_id = azurerm_user_assigned_identity.keys_identity.client_id
  }

  depends_on = [azurerm_role_assignment.keys_crypto]
}

resource "azapi_resource" "defender" {
  type      = "Microsoft.CognitiveServices/accounts/defenderForAISettings@2025-06-01"
  name      = "Default"
  parent_id = azurerm_cognitive_account.account.id

  body = {
    properties = {
      state = "Enabled"
    }
  }
}

resource "azurerm_cognitive_account_rai_policy" "guardrail" {
  name                 = "agents"
  cognitive_account_id = azurerm_cognitive_account.account.id
  base_policy_name     = "Microsoft.DefaultV2"
  mode                 = "Blocking"

  content_filter {
    name               = "Hate"
    source             = "Prompt"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Hate"
    source             = "Completion"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Sexual"
    source             = "Prompt"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Sexual"
    source             = "Completion"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Violence"
    source             = "Prompt"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Violence"
    source             = "Completion"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Selfharm"
    source             = "Prompt"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Selfharm"
    source             = "Completion"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Jailbreak"
    source             = "Prompt"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }

  content_filter {
    name               = "Indirect Attack"
    source             = "Prompt"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
  }
}

resource "azurerm_cognitive_deployment" "model" {
  name                   = "chat"
  cognitive_account_id   = azurerm_cognitive_account.account.id
  version_upgrade_option = "OnceCurrentVersionExpired"
  rai_policy_name        = azurerm_cognitive_account_rai_policy.guardrail.name

  sku {
    name     = "DataZoneStandard"
    capacity = 30
  }

  model {
    format  = "OpenAI"
    name    = "gpt-4.1"
    version = "2025-04-14"
  }
}

resource "azurerm_monitor_diagnostic_setting" "account_logs" {
  name                       = "to-workspace"
  target_resource_id         = azurerm_cognitive_account.account.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workspace.id

  enabled_log {
    category = "Audit"
  }

  enabled_log {
    category = "RequestResponse"
  }

  enabled_log {
    category = "AzureOpenAIRequestUsage"
  }

  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_management_lock" "account_lock" {
  name       = "keep"
  scope      = azurerm_cognitive_account.account.id
  lock_level = "CanNotDelete"
}

resource "azurerm_monitor_metric_alert" "errors_alert" {
  name                = "alert-client-errors-${var.suffix}"
  resource_group_name = azurerm_resource_group.agents.name
  enabled             = true
  severity            = 2
  frequency           = "PT5M"
  window_size         = "PT15M"
  scopes              = [azurerm_cognitive_account.account.id]

  criteria {
    metric_namespace = "Microsoft.CognitiveServices/accounts"
    metric_name      = "ClientErrors"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 50
  }

  action {
    action_group_id = azurerm_monitor_action_group.action_group.id
  }
}
