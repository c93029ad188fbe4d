# An account by azapi 1, whose body is JSON, and the key that an update adds.
# azapi sets no defaults: what isn't written stays absent.

resource "azurerm_resource_group" "main" {
  name     = "contoso"
  location = "westeurope"
}

resource "azurerm_user_assigned_identity" "keys" {
  name                = "contoso-keys"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
}

resource "azapi_resource" "models" {
  type      = "Microsoft.CognitiveServices/accounts@2024-10-01"
  name      = "contoso-models"
  parent_id = azurerm_resource_group.main.id
  location  = azurerm_resource_group.main.location

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys.id]
  }

  body = jsonencode({
    kind       = "OpenAI"
    sku        = { name = "S0" }
    properties = { publicNetworkAccess = "Enabled", networkAcls = { defaultAction = "Deny" } }
  })
}

resource "azapi_update_resource" "key" {
  type        = "Microsoft.CognitiveServices/accounts@2024-10-01"
  resource_id = azapi_resource.models.id

  body = jsonencode({
    properties = {
      encryption = {
        keySource          = "Microsoft.KeyVault"
        keyVaultProperties = { keyName = "models", keyVaultUri = "https://contoso-keys.vault.azure.net/" }
      }
    }
  })
}
