resource "azurerm_cosmosdb_sql_container" "least" {
  resource_group_name = "contoso"
  account_name        = "contoso-threads"
  database_name       = "agents"
  name                = "contoso-least"
  partition_key_paths = ["/thread"]
}

resource "azurerm_cosmosdb_sql_container" "all" {
  resource_group_name    = "contoso"
  account_name           = "contoso-threads"
  database_name          = "agents"
  name                   = "contoso-all"
  partition_key_paths    = ["/thread"]
  partition_key_kind     = "MultiHash"
  default_ttl            = 30
  analytical_storage_ttl = 30
}

resource "azurerm_cosmosdb_sql_container" "other" {
  resource_group_name = "contoso"
  account_name        = "contoso-threads"
  database_name       = "agents"
  name                = "contoso-other"
  partition_key_path  = "not-a-real-secret"
}
