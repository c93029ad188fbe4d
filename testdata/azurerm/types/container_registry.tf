resource "azurerm_container_registry" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku                 = "Premium"
}

resource "azurerm_container_registry" "all" {
  resource_group_name                          = "contoso"
  name                                         = "contoso-all"
  location                                     = "West Europe"
  sku                                          = "Premium"
  admin_enabled                                = true
  public_network_access_enabled                = false
  anonymous_pull_enabled                       = true
  data_endpoint_enabled                        = true
  network_rule_bypass_option                   = "None"
  export_policy_enabled                        = false
  quarantine_policy_enabled                    = true
  retention_policy_in_days                     = 30
  trust_policy_enabled                         = true
  azuread_authentication_as_arm_policy_enabled = false
  role_assignment_mode                         = "AbacRepositoryPermissions"
  network_rule_bypass_for_tasks_enabled        = true
  zone_redundancy_enabled                      = true
  tags = {
    team = "agents"
  }

  network_rule_set {
    default_action = "Deny"

    ip_rule {
      ip_range = "198.51.100.0/24"
    }
  }

  encryption {
    key_vault_key_id   = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }

  georeplications {
    location = "West Europe"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_container_registry" "other" {
  resource_group_name = "contoso"
  name                = "contoso-other"
  location            = "West Europe"
  sku                 = "Premium"

  retention_policy {
    enabled = true
  }

  trust_policy {
    enabled = true
  }
}
