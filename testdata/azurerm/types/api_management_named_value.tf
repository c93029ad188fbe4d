resource "azurerm_api_management_named_value" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  api_management_name = "contoso-gateway"
}

resource "azurerm_api_management_named_value" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  api_management_name = "contoso-gateway"
  secret              = true
  value               = "not-a-real-secret"

  value_from_key_vault {
    secret_id          = "https://contoso-keys.vault.azure.net/secrets/token"
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }
}
