variable "names" {
  type = set(string)
}

# want error "no private endpoint leads to sub-resource \"account\" of the account"
resource "azurerm_cognitive_account" "account" {
  name                          = each.value
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  for_each                      = var.names
  public_network_access_enabled = false
}

output "ids" {
  value = { for name, account in azurerm_cognitive_account.account : name => account.id }
}
