variable "own_key" {
  type = bool
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

resource "azurerm_user_assigned_identity" "other" {
  name                = "contoso-other"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}

# want "the storage account is encrypted with Microsoft's key"
resource "azurerm_storage_account" "none" {
  name                     = "contosonone"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account" "own" {
  name                     = "contosoown"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys.id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.agents.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.keys.id
  }
}

resource "azurerm_storage_account" "stranger" {
  name                     = "contosostranger"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.other.id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.agents.versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.keys.id # want error "isn't attached to the account"
  }
}

resource "azurerm_storage_account" "split" {
  name                     = "contososplit"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_storage_account_customer_managed_key" "split" {
  storage_account_id = azurerm_storage_account.split.id
  key_vault_id       = azurerm_key_vault.keys.id
  key_name           = azurerm_key_vault_key.agents.name
}

# want "the storage account is encrypted with Microsoft's key"
resource "azurerm_storage_account" "dynamic_none" {
  name                     = "contosodynamicnone"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"

  dynamic "customer_managed_key" {
    for_each = toset([])
    content {
      key_vault_key_id          = customer_managed_key.value
      user_assigned_identity_id = azurerm_user_assigned_identity.keys.id
    }
  }
}

resource "azurerm_storage_account" "dynamic_flag" {
  name                     = "contosodynamicflag"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys.id]
  }


  dynamic "customer_managed_key" {
    for_each = var.own_key ? [1] : []
    content { # want undetermined "\"own_key\", which has no default"
      key_vault_key_id          = azurerm_key_vault_key.agents.versionless_id
      user_assigned_identity_id = azurerm_user_assigned_identity.keys.id
    }
  }
}
