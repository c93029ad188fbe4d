resource "azurerm_ai_foundry" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  storage_account_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  key_vault_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_ai_foundry" "all" {
  resource_group_name            = "contoso"
  name                           = "contoso-all"
  location                       = "West Europe"
  storage_account_id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  key_vault_id                   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  application_insights_id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/components/contoso-traces"
  container_registry_id          = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ContainerRegistry/registries/contosoimages"
  public_network_access          = "Disabled"
  high_business_impact_enabled   = true
  primary_user_assigned_identity = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  friendly_name                  = "friendly-name"
  description                    = "description"
  tags = {
    team = "agents"
  }

  managed_network {
    isolation_mode = "Disabled"
  }

  encryption {
    key_vault_id              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
    key_id                    = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
