resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

data "azapi_resource" "subnet" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  name      = "endpoints"
  parent_id = "${azapi_resource.group.id}/providers/Microsoft.Network/virtualNetworks/contoso-network"
}

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

resource "azapi_resource" "endpoint" {
  type      = "Microsoft.Network/privateEndpoints@2024-05-01"
  name      = "contoso-endpoint"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    properties = {
      subnet = { id = data.azapi_resource.subnet.id }
      privateLinkServiceConnections = [
        {
          name = "connection"
          properties = {
            privateLinkServiceId = "${azapi_resource.group.id}/providers/microsoft.cognitiveservices/accounts/contoso-account"
            groupIds             = ["account"]
          }
        },
      ]
    }
  }
}
