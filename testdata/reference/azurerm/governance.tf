# What holds for the whole subscription: Defender's plans, the activity log, policy.
resource "azurerm_security_center_subscription_pricing" "defender_ai" {
  resource_type = "AI"
  tier          = "Standard"

  extension {
    name = "AIPromptEvidence"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_storage" {
  resource_type = "StorageAccounts"
  tier          = "Standard"
  subplan       = "DefenderForStorageV2"

  extension {
    name = "OnUploadMalwareScanning"
  }

  extension {
    name = "SensitiveDataDiscovery"
  }
}

resource "azurerm_security_center_subscription_pricing" "defender_cosmos" {
  resource_type = "CosmosDbs"
  tier          = "Standard"
}

resource "azurerm_security_center_subscription_pricing" "defender_vaults" {
  resource_type = "KeyVaults"
  tier          = "Standard"
}

resource "azurerm_security_center_subscription_pricing" "defender_manager" {
  resource_type = "Arm"
  tier          = "Standard"
}

resource "azapi_resource" "contact" {
  type      = "Microsoft.Security/securityContacts@2023-12-01-preview"
  name      = "default"
  parent_id = local.subscription_id

  body = {
    properties = {
      isEnabled = true
      emails    = var.operators_email
      notificationsByRole = {
        state = "On"
        roles = ["Owner"]
      }
      notificationsSources = [
        {
          sourceType      = "Alert"
          minimalSeverity = "Medium"
        },
      ]
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "activity_log" {
  name                       = "to-workspace"
  target_resource_id         = local.subscription_id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.workspace.id

  enabled_log {
    category = "Administrative"
  }

  enabled_log {
    category = "Security"
  }

  enabled_log {
    category = "Policy"
  }

  enabled_log {
    category = "Alert"
  }
}

# Microsoft cloud security benchmark
resource "azurerm_subscription_policy_assignment" "benchmark" {
  name                 = "security-benchmark"
  subscription_id      = local.subscription_id
  policy_definition_id = "/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8"
  enforce              = true
}
