variable "own_key" {
  type = bool
}

variable "key_id" {
  type = string
}

variable "key_ids" {
  type = list(string)
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

# want "keySource isn't set"
resource "azurerm_cognitive_account" "none" {
  name                       = "contoso-none"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
}

resource "azurerm_cognitive_account" "own" {
  name                       = "contoso-own"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.agents.versionless_id
  }
}

resource "azurerm_cognitive_account" "versioned" {
  name                       = "contoso-versioned"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.agents.id # want note "a version of the key is pinned"
  }
}

resource "azurerm_cognitive_account" "pinned" {
  name                       = "contoso-pinned"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  customer_managed_key {
    key_vault_key_id = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef" # want note "a version of the key is pinned"
  }
}

# want error "no managed identity"
resource "azurerm_cognitive_account" "without_identity" {
  name                       = "contoso-without-identity"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.agents.versionless_id
  }
}

# want error "identityClientId doesn't say which"
resource "azurerm_cognitive_account" "user_identity" {
  name                       = "contoso-user-identity"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.keys.id]
  }

  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.agents.versionless_id
  }
}

resource "azurerm_user_assigned_identity" "keys" {
  name                = "contoso-keys"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
}
# The key is set by a resource of its own.

resource "azurerm_cognitive_account" "split" {
  name                       = "contoso-split"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  lifecycle {
    ignore_changes = [customer_managed_key]
  }
}

resource "azurerm_cognitive_account_customer_managed_key" "split" {
  cognitive_account_id = azurerm_cognitive_account.split.id
  key_vault_key_id     = azurerm_key_vault_key.agents.versionless_id
}

resource "azurerm_cognitive_account" "sometimes" {
  name                       = "contoso-sometimes"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }
}

# want undetermined "\"own_key\", which has no default"
resource "azurerm_cognitive_account_customer_managed_key" "sometimes" {
  count = var.own_key ? 1 : 0

  cognitive_account_id = azurerm_cognitive_account.sometimes.id
  key_vault_key_id     = azurerm_key_vault_key.agents.versionless_id
}

resource "azurerm_cognitive_account" "dynamic" {
  name                       = "contoso-dynamic"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  dynamic "customer_managed_key" {
    for_each = [azurerm_key_vault_key.agents.versionless_id]
    content {
      key_vault_key_id = customer_managed_key.value
    }
  }
}

# want "keySource isn't set"
resource "azurerm_cognitive_account" "dynamic_none" {
  name                       = "contoso-dynamic-none"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  dynamic "customer_managed_key" {
    for_each = []
    content {
      key_vault_key_id = customer_managed_key.value
    }
  }
}

resource "azurerm_cognitive_account" "dynamic_unknown" {
  name                       = "contoso-dynamic-unknown"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  dynamic "customer_managed_key" {
    for_each = var.key_ids
    content { # want undetermined "\"key_ids\", which has no default"
      key_vault_key_id = customer_managed_key.value
    }
  }
}

resource "azurerm_cognitive_account" "dynamic_flag" {
  name                       = "contoso-dynamic-flag"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  identity {
    type = "SystemAssigned"
  }

  dynamic "customer_managed_key" {
    for_each = var.own_key ? [1] : []
    content { # want undetermined "\"own_key\", which has no default"
      key_vault_key_id = azurerm_key_vault_key.agents.versionless_id
    }
  }
}
