resource "azurerm_cognitive_account" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  kind                = "AIServices"
  sku_name            = "S0"
}

resource "azurerm_cognitive_account" "all" {
  resource_group_name                          = "contoso"
  name                                         = "contoso-all"
  location                                     = "West Europe"
  kind                                         = "AIServices"
  sku_name                                     = "S0"
  custom_subdomain_name                        = "custom-subdomain-name"
  local_auth_enabled                           = false
  public_network_access_enabled                = false
  outbound_network_access_restricted           = true
  fqdns                                        = ["contoso.com"]
  dynamic_throttling_enabled                   = true
  project_management_enabled                   = true
  custom_question_answering_search_service_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Search/searchServices/contoso-vectors"
  custom_question_answering_search_service_key = "not-a-real-secret"
  tags = {
    team = "agents"
  }

  network_acls {
    default_action = "Deny"
    bypass         = "None"
    ip_rules       = ["198.51.100.7"]

    virtual_network_rules {
      subnet_id                            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
      ignore_missing_vnet_service_endpoint = true
    }
  }

  network_injection {
    scenario  = "agent"
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
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
