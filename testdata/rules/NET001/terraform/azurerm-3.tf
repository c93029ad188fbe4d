# azurerm 3 shuts a workspace of which nothing else is said; later ones open it.
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.117"
    }
  }
}

resource "azurerm_machine_learning_workspace" "hub" {
  name                    = "contoso-hub"
  location                = "westeurope"
  resource_group_name     = "contoso-agents"
  kind                    = "Hub"
  application_insights_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso-agents/providers/Microsoft.Insights/components/contoso-traces"
  key_vault_id            = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso-agents/providers/Microsoft.KeyVault/vaults/contoso-keys"
  storage_account_id      = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso-agents/providers/Microsoft.Storage/storageAccounts/contosofiles"

  identity {
    type = "SystemAssigned"
  }
}
