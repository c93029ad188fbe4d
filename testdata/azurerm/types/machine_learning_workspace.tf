resource "azurerm_machine_learning_workspace" "least" {
  resource_group_name     = "contoso"
  name                    = "contoso-least"
  location                = "West Europe"
  storage_account_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  key_vault_id            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  application_insights_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/components/contoso-traces"

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_machine_learning_workspace" "all" {
  resource_group_name             = "contoso"
  name                            = "contoso-all"
  location                        = "West Europe"
  kind                            = "FeatureStore"
  sku_name                        = "Basic"
  storage_account_id              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  storage_account_access_type     = "Identity"
  key_vault_id                    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  application_insights_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/components/contoso-traces"
  container_registry_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ContainerRegistry/registries/contosoimages"
  public_network_access_enabled   = true
  service_side_encryption_enabled = true
  high_business_impact            = true
  v1_legacy_mode_enabled          = true
  primary_user_assigned_identity  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  tags = {
    team = "agents"
  }

  managed_network {
    isolation_mode                = "Disabled"
    provision_on_creation_enabled = true
  }

  encryption {
    key_vault_id              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
    key_id                    = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  }

  serverless_compute {
    subnet_id         = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
    public_ip_enabled = true
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_machine_learning_workspace" "other" {
  resource_group_name                          = "contoso"
  name                                         = "contoso-other"
  location                                     = "West Europe"
  storage_account_id                           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  key_vault_id                                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.KeyVault/vaults/contoso-keys"
  application_insights_id                      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Insights/components/contoso-traces"
  public_access_behind_virtual_network_enabled = true

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
