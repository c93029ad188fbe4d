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

data "azurerm_storage_account" "files" {
  name                = "contosofiles"
  resource_group_name = azurerm_resource_group.contoso.name
}

resource "azurerm_role_assignment" "contributor" {
  scope                = azurerm_resource_group.contoso.id
  role_definition_name = "Contributor" # want error "the account's identity holds Contributor on the whole resource group"
  principal_id         = azapi_resource.account.identity[0].principal_id
}

resource "azurerm_role_assignment" "keys" {
  scope                = data.azurerm_storage_account.files.id
  role_definition_name = "Storage Account Contributor" # want warning "Storage Blob Data Contributor is enough"
  principal_id         = azapi_resource.project.identity[0].principal_id
}

resource "azurerm_role_assignment" "data" {
  scope                = data.azurerm_storage_account.files.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = azapi_resource.project.identity[0].principal_id
}
