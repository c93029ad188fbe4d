data "azurerm_subscription" "current" {}

data "azurerm_subscription" "other" {
  subscription_id = "00000000-0000-0000-0000-000000000002"
}

resource "azurerm_role_assignment" "current" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Reader"
  principal_id         = "33333333-3333-3333-3333-333333333333"
}

resource "azurerm_role_assignment" "other" {
  scope                = data.azurerm_subscription.other.id
  role_definition_name = "Reader"
  principal_id         = "33333333-3333-3333-3333-333333333333"
}
