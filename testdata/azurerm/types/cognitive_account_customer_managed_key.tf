resource "azurerm_cognitive_account_customer_managed_key" "least" {
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  key_vault_key_id     = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
}

resource "azurerm_cognitive_account_customer_managed_key" "all" {
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  key_vault_key_id     = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
  identity_client_id   = "33333333-3333-3333-3333-333333333333"
}
