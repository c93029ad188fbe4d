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

# want "no private endpoint leads to sub-resource \"blob\" of the storage account"
resource "azapi_resource" "files" {
  type      = "Microsoft.Storage/storageAccounts@2023-05-01"
  name      = "contosofiles"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "StorageV2"
    sku  = { name = "Standard_ZRS" }
    properties = {
      publicNetworkAccess = "Disabled"
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
            privateLinkServiceId = azapi_resource.files.id
            groupIds             = ["queue"]
          }
        },
      ]
    }
  }
}
