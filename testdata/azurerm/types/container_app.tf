resource "azurerm_container_app" "least" {
  resource_group_name          = "contoso"
  name                         = "contoso-least"
  location                     = "West Europe"
  container_app_environment_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.App/managedEnvironments/contoso"
}

resource "azurerm_container_app" "all" {
  resource_group_name          = "contoso"
  name                         = "contoso-all"
  location                     = "West Europe"
  container_app_environment_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.App/managedEnvironments/contoso"
  tags = {
    team = "agents"
  }

  ingress {
    external_enabled           = true
    allow_insecure_connections = true
    client_certificate_mode    = "ignore"
    transport                  = "tcp"

    ip_security_restriction {
      ip_address_range = "198.51.100.0/24"
    }
  }

  secret {
    value               = "not-a-real-secret"
    key_vault_secret_id = "https://contoso-keys.vault.azure.net/secrets/token"
  }

  registry {
    identity             = "System"
    password_secret_name = "not-a-real-secret"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
