resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

# want error "no private endpoint leads to sub-resource \"account\" of the account, though the deployment is meant to be private"
resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-account"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      allowProjectManagement = true
      publicNetworkAccess    = "Disabled"
    }
  }
}
