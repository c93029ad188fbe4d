resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azurerm_cognitive_account" "account" { # want error "the account has no managed identity"
  name                       = "contoso-agents"
  resource_group_name        = azurerm_resource_group.contoso.name
  location                   = "westeurope"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  custom_subdomain_name      = "contoso-agents"
}

resource "azapi_resource" "support" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  parent_id = azurerm_cognitive_account.account.id
  name      = "support"
  location  = "westeurope"
  identity {
    type = "None" # want error "the project has no managed identity"
  }
  body = { properties = {} }
}

resource "azurerm_cognitive_account_project" "sales" {
  name                 = "sales"
  cognitive_account_id = azurerm_cognitive_account.account.id
  location             = "westeurope"
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_search_service" "vectors" { # want warning "the search service has no managed identity"
  name                                     = "contoso-vectors"
  resource_group_name                      = azurerm_resource_group.contoso.name
  location                                 = "westeurope"
  sku                                      = "standard"
  customer_managed_key_enforcement_enabled = true
}
