resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "both" {
  type      = "Microsoft.Search/searchServices@2024-06-01-preview"
  name      = "contoso-both"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    sku = { name = "standard" }
    properties = {
      disableLocalAuth = false # want warning "beside Microsoft Entra tokens"
      authOptions      = { aadOrApiKey = { aadAuthFailureMode = "http403" } }
    }
  }
}

resource "azapi_resource" "shut" {
  type      = "Microsoft.Search/searchServices@2024-06-01-preview"
  name      = "contoso-shut"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    sku        = { name = "standard" }
    properties = { disableLocalAuth = true }
  }
}
