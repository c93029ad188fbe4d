resource "azurerm_storage_account_customer_managed_key" "by_id" {
  storage_account_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  key_vault_key_id             = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
  user_assigned_identity_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  federated_identity_client_id = "33333333-3333-3333-3333-333333333333"
}

resource "azurerm_storage_account_customer_managed_key" "by_vault" {
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles2"
  key_vault_id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  key_name           = "agents"
}

resource "azurerm_storage_account_customer_managed_key" "by_uri" {
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles3"
  key_vault_uri      = "https://contoso-keys.vault.azure.net/"
  key_name           = "agents"
  key_version        = "0123456789abcdef0123456789abcdef"
}

resource "azurerm_storage_account_customer_managed_key" "by_hsm" {
  storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles4"
  managed_hsm_key_id = "https://contoso-hsm.managedhsm.azure.net/keys/agents"
}
