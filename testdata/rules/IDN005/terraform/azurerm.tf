variable "key" {
  type = string
}


resource "azurerm_cognitive_account" "agents" {
  name                       = "contoso-agents"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  local_auth_enabled         = false
}

resource "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_cognitive_account_project" "support" {
  name                 = "support"
  location             = "westeurope"
  cognitive_account_id = azurerm_cognitive_account.agents.id

  identity {
    type = "SystemAssigned"
  }
}

# want error "the connection stores a key"
resource "azurerm_cognitive_account_connection_api_key" "vectors" {
  name                 = "vectors"
  cognitive_account_id = azurerm_cognitive_account.agents.id
  category             = "CognitiveSearch"
  target               = "https://${azurerm_search_service.vectors.name}.search.windows.net"
  api_key              = azurerm_search_service.vectors.primary_key
}

resource "azurerm_cognitive_account_connection_entra_id" "vectors" {
  name                 = "vectors-by-identity"
  cognitive_account_id = azurerm_cognitive_account.agents.id
  category             = "CognitiveSearch"
  target               = "https://${azurerm_search_service.vectors.name}.search.windows.net"
}

# azurerm has no resource for the connections of a project.
resource "azapi_resource" "vectors" {
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name      = "vectors"
  parent_id = azurerm_cognitive_account_project.support.id

  body = jsonencode({
    properties = {
      category = "CognitiveSearch"
      target   = "https://${azurerm_search_service.vectors.name}.search.windows.net"
      authType = "ApiKey" # want "stores a key"
      credentials = {
        key = var.key
      }
    }
  })
}
