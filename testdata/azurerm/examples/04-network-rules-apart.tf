# Network rules in a resource of their own are a part of the account.

resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

resource "azurerm_storage_account_network_rules" "files" {
  storage_account_id         = azurerm_storage_account.files.id
  default_action             = "Deny"
  ip_rules                   = ["198.51.100.0/24"]
  virtual_network_subnet_ids = [azurerm_subnet.endpoints.id]
  bypass                     = ["Metrics", "AzureServices"]
}

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  resource_group_name  = "contoso"
  virtual_network_name = "contoso-hub"
  address_prefixes     = ["10.20.1.0/24"]
}
