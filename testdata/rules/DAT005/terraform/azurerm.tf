variable "key_id" {
  type = string
}

data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "keys" {
  name                       = "contoso-keys"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
}

resource "azurerm_key_vault_key" "agents" {
  name         = "agents"
  key_vault_id = azurerm_key_vault.keys.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
}

resource "azurerm_user_assigned_identity" "keys" {
  name                = "contoso-keys"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}

# want "keyVaultKeyUri isn't set"
resource "azurerm_cosmosdb_account" "none" {
  name                = "contoso-none"
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

resource "azurerm_cosmosdb_account" "own" {
  name                = "contoso-own"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  key_vault_key_id    = azurerm_key_vault_key.agents.versionless_id

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "versioned" {
  name                = "contoso-versioned"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  key_vault_key_id    = azurerm_key_vault_key.agents.id # want note "a version of the key is pinned"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "unknown" {
  name                = "contoso-unknown"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  key_vault_key_id    = var.key_id # want undetermined "\"key_id\", which has no default"

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

# want "keyVaultKeyUri isn't set"
resource "azurerm_cosmosdb_account" "nothing" {
  name                = "contoso-nothing"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
  key_vault_key_id    = null

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "identity" {
  name                  = "contoso-identity"
  location              = "westeurope"
  resource_group_name   = "contoso-agents"
  offer_type            = "Standard"
  key_vault_key_id      = azurerm_key_vault_key.agents.versionless_id
  default_identity_type = "UserAssignedIdentity=${azurerm_user_assigned_identity.keys.id}"

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys.id]
  }


  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "stranger" {
  name                  = "contoso-stranger"
  location              = "westeurope"
  resource_group_name   = "contoso-agents"
  offer_type            = "Standard"
  key_vault_key_id      = azurerm_key_vault_key.agents.versionless_id
  default_identity_type = "UserAssignedIdentity=${azurerm_user_assigned_identity.keys.id}" # want warning "isn't attached"

  identity {
    type = "SystemAssigned"
  }

  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
