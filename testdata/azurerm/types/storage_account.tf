resource "azurerm_storage_account" "least" {
  resource_group_name      = "contoso"
  name                     = "contoso-least"
  location                 = "West Europe"
  account_tier             = "Standard"
  account_replication_type = "ZRS"
}

resource "azurerm_storage_account" "all" {
  resource_group_name               = "contoso"
  name                              = "contoso-all"
  location                          = "West Europe"
  account_kind                      = "Storage"
  account_tier                      = "Standard"
  account_replication_type          = "ZRS"
  provisioned_billing_model_version = "V2"
  access_tier                       = "Smart"
  https_traffic_only_enabled        = false
  min_tls_version                   = "TLS1_2"
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  public_network_access_enabled     = false
  default_to_oauth_authentication   = true
  cross_tenant_replication_enabled  = false
  local_user_enabled                = false
  sftp_enabled                      = true
  is_hns_enabled                    = true
  nfsv3_enabled                     = true
  allowed_copy_scope                = "AAD"
  dns_endpoint_type                 = "AzureDnsZone"
  infrastructure_encryption_enabled = true
  queue_encryption_key_type         = "Account"
  table_encryption_key_type         = "Account"
  tags = {
    team = "agents"
  }

  sas_policy {
    expiration_period = "7.00:00:00"
    expiration_action = "Block"
  }

  network_rules {
    default_action             = "Deny"
    bypass                     = ["Metrics", "AzureServices"]
    ip_rules                   = ["198.51.100.7"]
    virtual_network_subnet_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"]

    private_link_access {
      endpoint_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Search/searchServices/contoso-vectors"
      endpoint_tenant_id   = "22222222-2222-2222-2222-222222222222"
    }
  }

  customer_managed_key {
    key_vault_key_id          = "https://contoso-keys.vault.azure.net/keys/agents/0123456789abcdef0123456789abcdef"
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  }

  immutability_policy {
    state                         = "Unlocked"
    period_since_creation_in_days = 30
    allow_protected_append_writes = true
  }

  azure_files_authentication {
    directory_type = "AD"
  }

  routing {
    choice = "InternetRouting"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = 9
    }

    container_delete_retention_policy {
      days = 9
    }

    restore_policy {
      days = 30
    }

    cors_rule {
      allowed_origins = ["https://portal.contoso.com"]
    }
  }
}

resource "azurerm_storage_account" "other" {
  resource_group_name       = "contoso"
  name                      = "contoso-other"
  location                  = "West Europe"
  account_tier              = "Standard"
  account_replication_type  = "ZRS"
  enable_https_traffic_only = false

  customer_managed_key {
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
    managed_hsm_key_id        = "https://contoso-hsm.managedhsm.azure.net/keys/agents"
  }
}
