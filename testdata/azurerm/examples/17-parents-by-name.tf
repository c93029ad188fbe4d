# A parent that is named by reading its name is that very resource, even where
# the resource group is another value, or none is asked for.

variable "group" {
  type = string
}

resource "azurerm_private_dns_zone" "openai" {
  name                = "privatelink.openai.azure.com"
  resource_group_name = "contoso-dns"
}

resource "azurerm_private_dns_zone_virtual_network_link" "hub" {
  name                  = "hub"
  resource_group_name   = var.group
  private_dns_zone_name = azurerm_private_dns_zone.openai.name
  virtual_network_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub"
}

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_container" "agents" {
  name                 = "agents"
  storage_account_name = azurerm_storage_account.files.name
}

resource "azurerm_role_definition" "operator" {
  name  = "Contoso Operator"
  scope = "/subscriptions/00000000-0000-0000-0000-000000000001"

  permissions {
    actions = ["Microsoft.CognitiveServices/*/read"]
  }
}

resource "azurerm_role_assignment" "operator" {
  scope                = azurerm_storage_account.files.id
  role_definition_name = azurerm_role_definition.operator.name
  principal_id         = "33333333-3333-3333-3333-333333333333"
}
