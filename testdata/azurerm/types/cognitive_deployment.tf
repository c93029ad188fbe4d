resource "azurerm_cognitive_deployment" "least" {
  name                 = "contoso-least"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
}

resource "azurerm_cognitive_deployment" "all" {
  name                       = "contoso-all"
  cognitive_account_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  rai_policy_name            = "rai-policy-name"
  version_upgrade_option     = "NoAutoUpgrade"
  dynamic_throttling_enabled = true

  model {
    format  = "OpenAI"
    name    = "model"
    version = "version"
  }

  sku {
    name     = "ProvisionedManaged"
    capacity = 3
    tier     = "Enterprise"
    size     = "size"
    family   = "family"
  }
}

resource "azurerm_cognitive_deployment" "other" {
  name                 = "contoso-other"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"

  scale {
    type     = "type"
    capacity = 3
    tier     = "Enterprise"
  }
}
