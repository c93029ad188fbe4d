resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "network" {
  type      = "Microsoft.Network/virtualNetworks@2024-05-01"
  name      = "contoso-network"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    properties = {
      addressSpace = { addressPrefixes = ["20.40.0.0/16"] }
      subnets = [
        {
          name = "agents"
          properties = {
            delegations = [
              {
                name = "agents"
                properties = {
                  serviceName = "Microsoft.App/environments"
                }
              },
            ]
            addressPrefix = "20.40.0.0/24" # want "isn't private address space"
          }
        },
      ]
    }
  }
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
      networkInjections = [
        {
          scenario    = "agent"
          subnetArmId = "${azapi_resource.network.id}/subnets/agents"
        },
      ]
    }
  }
}
