# What holds for the whole subscription: Defender's plans, the activity log, policy.
resource "azapi_resource" "defender_ai" {
  type      = "Microsoft.Security/pricings@2024-01-01"
  name      = "AI"
  parent_id = local.subscription_id

  body = {
    properties = {
      pricingTier = "Standard"
      extensions = [
        {
          name      = "AIPromptEvidence"
          isEnabled = "True"
        },
      ]
    }
  }
}

resource "azapi_resource" "defender_storage" {
  type      = "Microsoft.Security/pricings@2024-01-01"
  name      = "StorageAccounts"
  parent_id = local.subscription_id

  body = {
    properties = {
      pricingTier = "Standard"
      subPlan     = "DefenderForStorageV2"
      extensions = [
        {
          name      = "OnUploadMalwareScanning"
          isEnabled = "True"
        },
        {
          name      = "SensitiveDataDiscovery"
          isEnabled = "True"
        },
      ]
    }
  }
}

resource "azapi_resource" "defender_cosmos" {
  type      = "Microsoft.Security/pricings@2024-01-01"
  name      = "CosmosDbs"
  parent_id = local.subscription_id

  body = {
    properties = {
      pricingTier = "Standard"
    }
  }
}

resource "azapi_resource" "defender_vaults" {
  type      = "Microsoft.Security/pricings@2024-01-01"
  name      = "KeyVaults"
  parent_id = local.subscription_id

  body = {
    properties = {
      pricingTier = "Standard"
    }
  }
}

resource "azapi_resource" "defender_manager" {
  type      = "Microsoft.Security/pricings@2024-01-01"
  name      = "Arm"
  parent_id = local.subscription_id

  body = {
    properties = {
      pricingTier = "Standard"
    }
  }
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
  log_analytics_workspace_id = azapi_resource.workspace.id

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
resource "azapi_resource" "benchmark" {
  type      = "Microsoft.Authorization/policyAssignments@2024-04-01"
  name      = "security-benchmark"
  parent_id = local.subscription_id

  body = {
    properties = {
      policyDefinitionId = "/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8"
      enforcementMode    = "Default"
    }
  }
}
