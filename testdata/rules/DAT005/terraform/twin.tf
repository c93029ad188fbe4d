resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want "keyVaultKeyUri isn't set"
resource "azapi_resource" "threads" {
  type      = "Microsoft.DocumentDB/databaseAccounts@2024-11-15"
  name      = "contoso-none"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    properties = { databaseAccountOfferType = "Standard" }
  }
}
