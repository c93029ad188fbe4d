resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  resource_group_name      = "contoso"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "GZRS"
}

variable "token" {
  type      = string
  sensitive = true
  default   = ""
}

output "id" {
  value = azurerm_storage_account.files.id
}

output "key" {
  value = azurerm_storage_account.files.primary_access_key
}

output "token" {
  value = var.token
}
