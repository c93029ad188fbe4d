resource "azurerm_ai_foundry_project" "least" {
  name               = "contoso-least"
  location           = "West Europe"
  ai_services_hub_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.MachineLearningServices/workspaces/contoso-hub"
}

resource "azurerm_ai_foundry_project" "all" {
  name                           = "contoso-all"
  location                       = "West Europe"
  ai_services_hub_id             = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.MachineLearningServices/workspaces/contoso-hub"
  primary_user_assigned_identity = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  high_business_impact_enabled   = true
  tags = {
    team = "agents"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
