# A key for an account that is made elsewhere, whose identity isn't seen here.
resource "azurerm_cognitive_account_customer_managed_key" "elsewhere" {
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso-shared/providers/Microsoft.CognitiveServices/accounts/contoso-there"
  key_vault_key_id     = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
}
