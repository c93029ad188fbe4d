resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want "keySource isn't set"
resource "azapi_resource" "files" {
  type      = "Microsoft.Storage/storageAccounts@2024-01-01"
  name      = "contosonone"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "StorageV2"
    sku  = { name = "Standard_ZRS" }
  }
}
