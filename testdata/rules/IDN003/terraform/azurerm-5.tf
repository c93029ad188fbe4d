terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 5.0"
    }
  }
}

# want error "disableLocalAuth is false"
resource "azurerm_cosmosdb_account" "omitted" {
  name                = "contoso-omitted"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "tokens" {
  name                         = "contoso-tokens"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  offer_type                   = "Standard"
  local_authentication_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
