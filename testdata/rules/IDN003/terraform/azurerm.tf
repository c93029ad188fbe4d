variable "keys" {
  type = bool
}


# want error "disableLocalAuth is false, and they change"
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

resource "azurerm_cosmosdb_account" "keys" {
  name                         = "contoso-keys"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  offer_type                   = "Standard"
  local_authentication_enabled = true # want "disableLocalAuth is false"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "old_keys" {
  name                          = "contoso-old-keys"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  local_authentication_disabled = false # want "disableLocalAuth is false"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# want "keys open the Cosmos DB account: disableLocalAuth is false"
resource "azurerm_cosmosdb_account" "data_only" {
  name                               = "contoso-data-only"
  location                           = "westeurope"
  resource_group_name                = "contoso-agents"
  offer_type                         = "Standard"
  access_key_metadata_writes_enabled = false

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

resource "azurerm_cosmosdb_account" "old_tokens" {
  name                          = "contoso-old-tokens"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  local_authentication_disabled = true

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "unknown" {
  name                         = "contoso-unknown"
  location                     = "westeurope"
  resource_group_name          = "contoso-agents"
  offer_type                   = "Standard"
  local_authentication_enabled = var.keys # want undetermined "\"keys\", which has no default"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "mongo" {
  name                = "contoso-mongo"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  kind                = "MongoDB"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "tables" {
  name                = "contoso-tables"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  capabilities {
    name = "EnableTable"
  }

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
