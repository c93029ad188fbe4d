resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "files" {
  type      = "Microsoft.Storage/storageAccounts@2024-01-01"
  name      = "contosoopen"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "StorageV2"
    sku  = { name = "Standard_ZRS" }
    properties = {
      allowSharedKeyAccess = true # want "shared keys open"
      sasPolicy = {
        expirationAction    = "Log"
        sasExpirationPeriod = "1.00:00:00"
      }
    }
  }
}
