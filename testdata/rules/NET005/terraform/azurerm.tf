data "azurerm_client_config" "current" {}

variable "public" {
  type = bool
}


# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_key_vault" "omitted" {
  name                       = "contoso-omitted"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault" "on" {
  name                          = "contoso-on"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = true # want error "publicNetworkAccess is \"Enabled\""
}

resource "azurerm_key_vault" "off" {
  name                          = "contoso-off"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_key_vault" "unknown" {
  name                          = "contoso-unknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = var.public # want undetermined "\"public\", which has no default"
}

# want note "keeps its public endpoint, behind a firewall that lists no network"
resource "azurerm_key_vault" "filtered" {
  name                       = "contoso-filtered"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}

resource "azurerm_key_vault" "keys" {
  name                          = "contoso-keys"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false

  network_acls {
    default_action = "Deny"
    bypass         = "None" # want warning "shuts out the services that encrypt with its key"
  }
}

resource "azurerm_key_vault_key" "agents" {
  name         = "agents"
  key_vault_id = azurerm_key_vault.keys.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
}

resource "azurerm_storage_account_customer_managed_key" "files" {
  storage_account_id = azurerm_storage_account.files.id
  key_vault_id       = azurerm_key_vault.keys.id
  key_name           = azurerm_key_vault_key.agents.name
}

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}
