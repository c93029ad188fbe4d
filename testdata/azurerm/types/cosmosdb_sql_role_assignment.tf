resource "azurerm_cosmosdb_sql_role_assignment" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  account_name        = "contoso-threads"
  role_definition_id  = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
  principal_id        = "33333333-3333-3333-3333-333333333333"
  scope               = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
}

resource "azurerm_cosmosdb_sql_role_assignment" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  account_name        = "contoso-threads"
  role_definition_id  = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
  principal_id        = "33333333-3333-3333-3333-333333333333"
  scope               = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
}
