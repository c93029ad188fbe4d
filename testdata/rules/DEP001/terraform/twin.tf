resource "azapi_resource" "network" {
  type      = "Microsoft.Network/virtualNetworks@2024-05-01"
  parent_id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/contoso"
  name      = "contoso-network"
  location  = "westeurope"
  body = {
    properties = {
      addressSpace = { addressPrefixes = ["10.20.0.0/16"] }
      subnets = [
        {
          name = "agents"
          properties = {
            addressPrefix = "10.20.0.0/24"
            delegations = [
              {
                name = "Microsoft.app/environments"
                properties = {
                  serviceName = "Microsoft.app/environments" # want error "is handed over to \"Microsoft.app/environments\", which is compared letter by letter"
                }
              }
            ]
          }
        },
        {
          name = "apps"
          properties = {
            addressPrefix = "10.20.1.0/24"
            delegations   = [{ name = "apps", properties = { serviceName = "microsoft.app/environments" } }]
          }
        }
      ]
    }
  }
}

resource "azapi_resource" "account" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  parent_id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/contoso"
  name      = "contoso-account"
  location  = "westeurope"
  body = {
    kind = "AIServices"
    sku  = { name = "S0" }
    properties = {
      allowProjectManagement = true
      networkInjections      = [{ scenario = "agent", subnetArmId = "${azapi_resource.network.id}/subnets/agents" }]
    }
  }
}
