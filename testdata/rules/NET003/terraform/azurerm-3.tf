terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.100"
    }
  }
}

# The list was one text in azurerm 3.

resource "azurerm_cosmosdb_account" "datacenters" {
  name                = "contoso-datacenters"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  ip_range_filter     = "203.0.113.7,0.0.0.0" # want error "its firewall lists \"0.0.0.0\""

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
