resource "azurerm_cognitive_account_rai_policy" "least" {
  name                 = "contoso-least"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  base_policy_name     = "base-policy-name"

  content_filter {
    name               = "content-filter"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
    source             = "Prompt"
  }
}

resource "azurerm_cognitive_account_rai_policy" "all" {
  name                 = "contoso-all"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  base_policy_name     = "base-policy-name"
  mode                 = "Deferred"

  content_filter {
    name               = "content-filter"
    filter_enabled     = true
    block_enabled      = true
    severity_threshold = "Medium"
    source             = "Prompt"
  }
}
