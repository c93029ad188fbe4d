data "azapi_client_config" "current" {}

resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "open" {
  type      = "Microsoft.KeyVault/vaults@2023-07-01"
  name      = "contosoopen"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    properties = {
      tenantId            = data.azapi_client_config.current.tenant_id
      sku                 = { family = "A", name = "standard" }
      publicNetworkAccess = "Enabled" # want error "can be reached from the public internet"
    }
  }
}

resource "azapi_resource" "shut" {
  type      = "Microsoft.KeyVault/vaults@2023-07-01"
  name      = "contososhut"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    properties = {
      tenantId            = data.azapi_client_config.current.tenant_id
      sku                 = { family = "A", name = "standard" }
      publicNetworkAccess = "disabled"
    }
  }
}
