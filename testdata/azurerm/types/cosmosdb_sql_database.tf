resource "azurerm_cosmosdb_sql_database" "least" {
  resource_group_name = "contoso"
  account_name        = "contoso-threads"
  name                = "contoso-least"
}

resource "azurerm_cosmosdb_sql_database" "all" {
  resource_group_name = "contoso"
  account_name        = "contoso-threads"
  name                = "contoso-all"
  throughput          = 30

  autoscale_settings {
    max_throughput = 30
  }
}
