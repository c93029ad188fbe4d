data "azurerm_role_definition" "by_name" {
  name = "AcrPull"
}

data "azurerm_role_definition" "by_id" {
  role_definition_id = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
}

data "azurerm_role_definition" "own" {
  name  = "Contoso Operator"
  scope = "/subscriptions/00000000-0000-0000-0000-000000000001"
}

resource "azurerm_role_assignment" "each" {
  for_each = {
    name = data.azurerm_role_definition.by_name.id
    id   = data.azurerm_role_definition.by_id.id
    own  = data.azurerm_role_definition.own.id
  }
  scope              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso"
  role_definition_id = each.value
  principal_id       = "33333333-3333-3333-3333-333333333333"
}
