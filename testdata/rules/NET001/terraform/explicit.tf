resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "open" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-open"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      allowProjectManagement = true
      publicNetworkAccess    = "Enabled" # want "publicNetworkAccess is \"Enabled\""
    }
  }
}

resource "azapi_resource" "shut" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-shut"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "aiservices"
    sku  = { name = "S0" }
    properties = {
      allowProjectManagement = true
      publicNetworkAccess    = "disabled"
    }
  }
}
