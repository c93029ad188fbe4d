# Old and new names of a role, and roles by azapi.
data "azurerm_client_config" "me" {}

resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "agents" {
  name                = "contoso-agents"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
}

resource "azurerm_cognitive_account" "agents" {
  name                       = "contoso-agents"
  resource_group_name        = azurerm_resource_group.contoso.name
  location                   = "westeurope"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  custom_subdomain_name      = "contoso-agents"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.agents.id]
  }
}

resource "azurerm_role_assignment" "roles" {
  for_each             = toset(["Azure AI Account Owner", "foundry account owner", "Azure AI User"])
  scope                = azurerm_cognitive_account.agents.id
  # want error "Foundry Account Owner (formerly Azure AI Account Owner) on the account"
  role_definition_name = each.value
  principal_id         = azurerm_user_assigned_identity.agents.principal_id
}

resource "azapi_resource" "owner" {
  type      = "Microsoft.Authorization/roleAssignments@2022-04-01"
  parent_id = azurerm_resource_group.contoso.id
  name      = "11111111-0000-0000-0000-000000000001"
  body = {
    properties = {
      principalId      = azurerm_user_assigned_identity.agents.principal_id
      roleDefinitionId = "/subscriptions/${data.azurerm_client_config.me.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635" # want error "Owner on the whole resource group"
    }
  }
}

# Whoever runs it.
resource "azurerm_role_assignment" "me" {
  scope                = azurerm_resource_group.contoso.id
  role_definition_name = "Owner"
  principal_id         = data.azurerm_client_config.me.object_id
}
