# Whether the account has a key of one's own hangs on a variable, and so does
# whether account and endpoint are deployed.

variable "own_key" {
  type = bool
}

variable "deploy" {
  type = bool
}

resource "azurerm_cognitive_account" "agents" {
  count               = var.deploy ? 1 : 0
  name                = "contoso-agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  kind                = "AIServices"
  sku_name            = "S0"

  dynamic "customer_managed_key" {
    for_each = var.own_key ? ["agents"] : []
    content {
      key_vault_key_id = "https://contoso-keys.vault.azure.net/keys/${customer_managed_key.value}"
    }
  }
}

resource "azurerm_private_endpoint" "agents" {
  count               = var.deploy ? 1 : 0
  name                = "agents"
  resource_group_name = "contoso"
  location            = "westeurope"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"

  private_service_connection {
    name                           = "agents"
    private_connection_resource_id = azurerm_cognitive_account.agents[0].id
    is_manual_connection           = false
    subresource_names              = ["account"]
  }
}
