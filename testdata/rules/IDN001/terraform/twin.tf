variable "keys_off" {
  type = bool
}

resource "azapi_resource" "group" {
  type     = "Microsoft.Resources/resourceGroups@2024-03-01"
  name     = "contoso-agents"
  location = "westeurope"
}

resource "azapi_resource" "open" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-open"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "AIServices"
    properties = {
      disableLocalAuth = false # want "disableLocalAuth is false"
    }
  }
}

resource "azapi_resource" "unknown" {
  type      = "Microsoft.CognitiveServices/accounts@2025-06-01"
  name      = "contoso-unknown"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind = "AIServices"
    properties = {
      disableLocalAuth = var.keys_off # want undetermined "keys_off"
    }
  }
}

resource "azapi_resource" "shut" {
  type      = "microsoft.cognitiveservices/Accounts@2025-06-01"
  name      = "contoso-shut"
  parent_id = azapi_resource.group.id
  location  = "westeurope"

  body = {
    kind       = "AIServices"
    properties = { disableLocalAuth = true }
  }
}
