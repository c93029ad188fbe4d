variable "public" {
  type = bool
}


# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_storage_account" "omitted" {
  name                     = "contosoomitted"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account" "on" {
  name                          = "contosoon"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = true # want error "publicNetworkAccess is \"Enabled\""
}

resource "azurerm_storage_account" "off" {
  name                          = "contosooff"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

resource "azurerm_storage_account" "unknown" {
  name                          = "contosounknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = var.public # want undetermined "\"public\", which has no default"
}
# Its firewall is a block of the account.

resource "azurerm_storage_account" "block" {
  name                     = "contosoblock"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
    ip_rules       = ["203.0.113.0/24"]
  }
}

# want error "can be reached from the public internet"
resource "azurerm_storage_account" "open_block" {
  name                     = "contosoopenblock"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  network_rules {
    default_action = "Allow"
  }
}
# Its firewall is a resource of its own, which counts the same.

resource "azurerm_storage_account" "split" {
  name                     = "contososplit"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account_network_rules" "split" {
  storage_account_id = azurerm_storage_account.split.id
  default_action     = "Deny"
}

# want error "can be reached from the public internet"
resource "azurerm_storage_account" "open_split" {
  name                     = "contosoopensplit"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account_network_rules" "open_split" {
  storage_account_id = azurerm_storage_account.open_split.id
  default_action     = "Allow"
}
# Of both, which Terraform takes for a mistake, the resource of its own is applied last.

resource "azurerm_storage_account" "both" {
  name                     = "contosoboth"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
  network_rules {
    default_action = "Allow"
  }
}

resource "azurerm_storage_account_network_rules" "both" {
  storage_account_id = azurerm_storage_account.both.id
  default_action     = "Deny"
}

resource "azurerm_storage_account" "sometimes" {
  name                     = "contososometimes"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account_network_rules" "sometimes" {
  count = var.public ? 0 : 1

  storage_account_id = azurerm_storage_account.sometimes.id
  default_action     = "Deny" # want undetermined "\"public\", which has no default"
}
