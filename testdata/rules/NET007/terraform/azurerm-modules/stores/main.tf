resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

# want error "no private endpoint leads to sub-resource \"searchService\" of the search service"
resource "azurerm_search_service" "vectors" {
  name                          = "contoso-vectors"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = false
}

output "files_id" {
  value = azurerm_storage_account.files.id
}
