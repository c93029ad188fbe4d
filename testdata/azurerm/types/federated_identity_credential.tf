resource "azurerm_federated_identity_credential" "least" {
  name                      = "contoso-least"
  parent_id                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  issuer                    = "https://token.actions.githubusercontent.com"
  subject                   = "repo:contoso/agents:ref:refs/heads/main"
  audience                  = ["api://AzureADTokenExchange"]
}

resource "azurerm_federated_identity_credential" "all" {
  name                      = "contoso-all"
  parent_id                 = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  issuer                    = "https://token.actions.githubusercontent.com"
  subject                   = "repo:contoso/agents:ref:refs/heads/main"
  audience                  = ["api://AzureADTokenExchange"]
}
