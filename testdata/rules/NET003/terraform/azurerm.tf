variable "public" {
  type = bool
}


# want error "publicNetworkAccess is \"Enabled\""
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

resource "azurerm_cosmosdb_account" "on" {
  name                          = "contoso-on"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  public_network_access_enabled = true # want error "publicNetworkAccess is \"Enabled\""

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "off" {
  name                          = "contoso-off"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  public_network_access_enabled = false

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "unknown" {
  name                          = "contoso-unknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  offer_type                    = "Standard"
  public_network_access_enabled = var.public # want undetermined "\"public\", which has no default"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "datacenters" {
  name                = "contoso-datacenters"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  ip_range_filter     = ["203.0.113.7", "0.0.0.0"] # want error "its firewall lists \"0.0.0.0\""

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# want note "open to the public networks that its firewall lists"
resource "azurerm_cosmosdb_account" "addresses" {
  name                = "contoso-addresses"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  ip_range_filter     = ["203.0.113.7"]

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# want note "open to the public networks that its firewall lists"
resource "azurerm_cosmosdb_account" "networks" {
  name                              = "contoso-networks"
  location                          = "westeurope"
  resource_group_name               = "contoso-agents"
  offer_type                        = "Standard"
  is_virtual_network_filter_enabled = true

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
