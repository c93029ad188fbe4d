resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want "keySource isn't set"
resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-none"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind       = "AIServices"
    properties = {}
  }
}
