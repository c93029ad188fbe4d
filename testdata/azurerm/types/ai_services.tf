resource "azurerm_ai_services" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku_name            = "DC0"
}

resource "azurerm_ai_services" "all" {
  resource_group_name                = "contoso"
  name                               = "contoso-all"
  location                           = "West Europe"
  sku_name                           = "DC0"
  local_authentication_enabled       = false
  public_network_access              = "Disabled"
  outbound_network_access_restricted = true
  custom_subdomain_name              = "custom-subdomain-name"
  fqdns                              = ["contoso.com"]
  tags = {
    team = "agents"
  }

  network_acls {
    default_action = "Deny"
    bypass         = "None"
    ip_rules       = ["198.51.100.7"]

    virtual_network_rules {
      subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
    }
  }

  customer_managed_key {
    key_vault_key_id   = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }

  storage {
    storage_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }
}

resource "azurerm_ai_services" "other" {
  resource_group_name = "contoso"
  name                = "contoso-other"
  location            = "West Europe"
  sku_name            = "DC0"

  customer_managed_key {
    managed_hsm_key_id = "https://contoso-hsm.managedhsm.azure.net/keys/agents"
  }
}
