# A capability host, for which azurerm has no resource, below a project of
# azurerm's; it names its stores by reading their names.

resource "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  kind                = "AIServices"
  sku_name            = "S0"
}

resource "azurerm_cognitive_account_project" "each" {
  for_each             = toset(["support"])
  name                 = "project-${each.value}"
  cognitive_account_id = azurerm_cognitive_account.agents.id
  location             = "westeurope"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azapi_resource" "host" {
  type                      = "Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01"
  name                      = "agents"
  parent_id                 = azurerm_cognitive_account_project.each["support"].id
  schema_validation_enabled = false

  body = {
    properties = {
      capabilityHostKind    = "Agents"
      storageConnections    = [azurerm_storage_account.files.name]
      aiServicesConnections = null
    }
  }
}
