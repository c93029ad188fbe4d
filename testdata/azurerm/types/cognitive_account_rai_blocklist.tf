resource "azurerm_cognitive_account_rai_blocklist" "least" {
  name                 = "contoso-least"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
}

resource "azurerm_cognitive_account_rai_blocklist" "all" {
  name                 = "contoso-all"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  description          = "description"
}
