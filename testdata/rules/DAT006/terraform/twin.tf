resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want "enforcement isn't set"
resource "azapi_resource" "vectors" {
  type      = "Microsoft.Search/searchServices@2024-06-01-preview"
  name      = "contoso-none"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    sku = { name = "standard" }
  }
}
