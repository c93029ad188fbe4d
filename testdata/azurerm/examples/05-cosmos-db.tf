# The spelling of key access from before azurerm 4.78.

resource "azurerm_cosmosdb_account" "threads" {
  name                          = "contoso-threads"
  resource_group_name           = "contoso"
  location                      = "westeurope"
  offer_type                    = "Standard"
  local_authentication_disabled = true
  automatic_failover_enabled    = true
  public_network_access_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
    zone_redundant    = true
  }

  geo_location {
    location          = "northeurope"
    failover_priority = 1
  }

  backup {
    type = "Continuous"
    tier = "Continuous30Days"
  }
}
