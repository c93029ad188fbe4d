variable "keys" {
  type = bool
}


# want error "shared keys open the storage account: allowSharedKeyAccess is true"
# want note "SAS tokens"
resource "azurerm_storage_account" "omitted" {
  name                     = "contosoomitted"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account" "keys" {
  name                      = "contosokeys"
  location                  = "westeurope"
  resource_group_name       = "contoso-agents"
  account_tier              = "Standard"
  account_replication_type  = "GZRS"
  shared_access_key_enabled = true # want "allowSharedKeyAccess is true"

  sas_policy {
    expiration_period = "01.00:00:00"
  }
}

resource "azurerm_storage_account" "off" {
  name                      = "contosooff"
  location                  = "westeurope"
  resource_group_name       = "contoso-agents"
  account_tier              = "Standard"
  account_replication_type  = "GZRS"
  shared_access_key_enabled = false
}

resource "azurerm_storage_account" "unknown" {
  name                      = "contosounknown"
  location                  = "westeurope"
  resource_group_name       = "contoso-agents"
  account_tier              = "Standard"
  account_replication_type  = "GZRS"
  shared_access_key_enabled = var.keys # want undetermined "\"keys\", which has no default"
}

# Two accounts of one block, each with its own answer.
resource "azurerm_storage_account" "each" {
  for_each = { files = true, logs = false }

  name                      = "contoso${each.key}"
  location                  = "westeurope"
  resource_group_name       = "contoso-agents"
  account_tier              = "Standard"
  account_replication_type  = "GZRS"
  shared_access_key_enabled = each.value # want "allowSharedKeyAccess is true"

  sas_policy {
    expiration_period = "01.00:00:00"
  }
}
