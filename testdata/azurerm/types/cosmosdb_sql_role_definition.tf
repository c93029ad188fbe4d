resource "azurerm_cosmosdb_sql_role_definition" "least" {
  resource_group_name = "contoso"
  role_definition_id  = "44444444-4444-4444-4444-444444444444"
  account_name        = "contoso-threads"
  name                = "contoso-least"
  assignable_scopes   = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso"]
}

resource "azurerm_cosmosdb_sql_role_definition" "all" {
  resource_group_name = "contoso"
  role_definition_id  = "44444444-4444-4444-4444-444444444444"
  account_name        = "contoso-threads"
  name                = "contoso-all"
  type                = "BuiltInRole"
  assignable_scopes   = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso"]

  permissions {
    data_actions = ["Microsoft.DocumentDB/databaseAccounts/readMetadata"]
  }
}
