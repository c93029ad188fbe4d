resource "azurerm_key_vault_managed_hardware_security_module" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku_name            = "Standard_B1"
}

resource "azurerm_key_vault_managed_hardware_security_module" "all" {
  resource_group_name           = "contoso"
  name                          = "contoso-all"
  location                      = "West Europe"
  sku_name                      = "Standard_B1"
  purge_protection_enabled      = true
  soft_delete_retention_days    = 92
  public_network_access_enabled = false
  tags = {
    team = "agents"
  }

  network_acls {
    default_action = "Deny"
    bypass         = "AzureServices"
  }
}
