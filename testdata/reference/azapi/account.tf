# The Foundry account: its agents run in the agent subnet, its data at rest is
# encrypted with the key, its models answer under one guardrail.
resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "aif-agents-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = var.location

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azapi_resource.keys_identity.id]
  }

  body = {
    kind = "AIServices"
    sku = {
      name = "S0"
    }
    properties = {
      allowProjectManagement = true
      customSubDomainName    = "aif-agents-${var.suffix}"
      disableLocalAuth       = true
      publicNetworkAccess    = "Disabled"
      networkAcls = {
        defaultAction = "Deny"
        bypass        = "AzureServices"
      }
      networkInjections = [
        {
          scenario    = "agent"
          subnetArmId = module.network.agent_subnet_id
        },
      ]
      encryption = {
        keySource = "Microsoft.KeyVault"
        keyVaultProperties = {
          keyName          = azapi_resource.key.name
          keyVaultUri      = azapi_resource.vault.output.properties.vaultUri
          identityClientId = azapi_resource.keys_identity.output.properties.clientId
        }
      }
    }
  }

  depends_on = [azurerm_role_assignment.keys_crypto]
}

resource "azapi_resource" "defender" {
  type      = "Microsoft.CognitiveServices/accounts/defenderForAISettings@2025-06-01"
  name      = "Default"
  parent_id = azapi_resource.account.id

  body = {
    properties = {
      state = "Enabled"
    }
  }
}

resource "azapi_resource" "guardrail" {
  type      = "Microsoft.CognitiveServices/accounts/raiPolicies@2025-06-01"
  name      = "agents"
  parent_id = azapi_resource.account.id

  body = {
    properties = {
      basePolicyName = "Microsoft.DefaultV2"
      mode           = "Blocking"
      contentFilters = [
        {
          name              = "Hate"
          source            = "Prompt"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Hate"
          source            = "Completion"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Sexual"
          source            = "Prompt"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Sexual"
          source            = "Completion"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Violence"
          source            = "Prompt"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Violence"
          source            = "Completion"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Selfharm"
          source            = "Prompt"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Selfharm"
          source            = "Completion"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Jailbreak"
          source            = "Prompt"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
        {
          name              = "Indirect Attack"
          source            = "Prompt"
          enabled           = true
          blocking          = true
          severityThreshold = "Medium"
        },
      ]
    }
  }
}

resource "azapi_resource" "model" {
  type      = "Microsoft.CognitiveServices/accounts/deployments@2025-06-01"
  name      = "chat"
  parent_id = azapi_resource.account.id

  body = {
    sku = {
      name     = "DataZoneStandard"
      capacity = 30
    }
    properties = {
      model = {
        format  = "OpenAI"
        name    = "gpt-4.1"
        version = "2025-04-14"
      }
      versionUpgradeOption = "OnceCurrentVersionExpired"
      raiPolicyName        = azapi_resource.guardrail.name
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "account_logs" {
  name                       = "to-workspace"
  target_resource_id         = azapi_resource.account.id
  log_analytics_workspace_id = azapi_resource.workspace.id

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

resource "azapi_resource" "account_lock" {
  type      = "Microsoft.Authorization/locks@2020-05-01"
  name      = "keep"
  parent_id = azapi_resource.account.id

  body = {
    properties = {
      level = "CanNotDelete"
    }
  }
}

resource "azapi_resource" "errors_alert" {
  type      = "Microsoft.Insights/metricAlerts@2018-03-01"
  name      = "alert-client-errors-${var.suffix}"
  parent_id = azurerm_resource_group.agents.id
  location  = "global"

  body = {
    properties = {
      enabled             = true
      severity            = 2
      evaluationFrequency = "PT5M"
      windowSize          = "PT15M"
      scopes              = [azapi_resource.account.id]
      criteria = {
        "odata.type" = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
        allOf = [
          {
            name            = "errors"
            criterionType   = "StaticThresholdCriterion"
            metricNamespace = "Microsoft.CognitiveServices/accounts"
            metricName      = "ClientErrors"
            timeAggregation = "Total"
            operator        = "GreaterThan"
            threshold       = 50
          },
        ]
      }
      actions = [
        {
          actionGroupId = azapi_resource.action_group.id
        },
      ]
    }
  }
}
