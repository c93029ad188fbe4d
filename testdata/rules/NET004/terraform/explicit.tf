resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "open" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = "contosoopen"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    sku = { name = "standard" }
    properties = {
      publicNetworkAccess = "Enabled" # want error "can be reached from the public internet"
    }
  }
}

resource "azapi_resource" "shut" {
  type      = "Microsoft.Search/searchServices@2025-05-01"
  name      = "contososhut"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    sku = { name = "standard" }
    properties = {
      publicNetworkAccess = "disabled"
    }
  }
}
