resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "open" {
  type      = "Microsoft.DocumentDB/databaseAccounts@2024-11-15"
  name      = "contosoopen"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "GlobalDocumentDB"
    properties = {
      databaseAccountOfferType = "Standard"
      locations                = [{ locationName = "westeurope", failoverPriority = 0 }]
      publicNetworkAccess      = "Enabled" # want error "can be reached from the public internet"
    }
  }
}

resource "azapi_resource" "shut" {
  type      = "Microsoft.DocumentDB/databaseAccounts@2024-11-15"
  name      = "contososhut"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "GlobalDocumentDB"
    properties = {
      databaseAccountOfferType = "Standard"
      locations                = [{ locationName = "westeurope", failoverPriority = 0 }]
      publicNetworkAccess      = "disabled"
    }
  }
}
