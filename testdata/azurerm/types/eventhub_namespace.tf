resource "azurerm_eventhub_namespace" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku                 = "Premium"
}

resource "azurerm_eventhub_namespace" "all" {
  resource_group_name           = "contoso"
  name                          = "contoso-all"
  location                      = "West Europe"
  sku                           = "Premium"
  local_authentication_enabled  = false
  public_network_access_enabled = false
  minimum_tls_version           = "1.2"
  tags = {
    team = "agents"
  }

  network_rulesets {
    default_action = "Deny"
  }
}
