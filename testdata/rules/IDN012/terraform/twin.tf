resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  parent_id = azurerm_resource_group.contoso.id
  name      = "contoso-agents"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = {
    kind       = "AIServices"
    sku        = { name = "S0" }
    properties = { allowProjectManagement = true }
  }
}

resource "azapi_resource" "project" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  parent_id = azapi_resource.account.id
  name      = "support"
  location  = "westeurope"
  identity {
    type = "SystemAssigned"
  }
  body = { properties = {} }
}

resource "azurerm_role_assignment" "contributor" {
  scope                = azurerm_resource_group.contoso.id
  role_definition_name = "Contributor" # want warning "developers hold Contributor on the whole resource group"
  principal_id         = "22222222-0000-0000-0000-000000000001"
  principal_type       = "Group"
}

resource "azurerm_role_assignment" "wide" {
  scope                = azurerm_resource_group.contoso.id
  role_definition_name = "Foundry User" # want warning "Foundry User (formerly Azure AI User) on the whole resource group"
  principal_id         = "22222222-0000-0000-0000-000000000001"
  principal_type       = "Group"
}

resource "azurerm_role_assignment" "hubs" {
  scope                = azapi_resource.project.id
  role_definition_name = "Azure AI Developer" # want note "Azure AI Developer is a role for hubs"
  principal_id         = "22222222-0000-0000-0000-000000000001"
  principal_type       = "User"
}

resource "azurerm_role_assignment" "right" {
  scope                = azapi_resource.project.id
  role_definition_name = "Azure AI User"
  principal_id         = "22222222-0000-0000-0000-000000000001"
  principal_type       = "Group"
}
