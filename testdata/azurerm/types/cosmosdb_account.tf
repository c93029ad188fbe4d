resource "azurerm_cosmosdb_account" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  offer_type          = "Standard"
}

resource "azurerm_cosmosdb_account" "all" {
  resource_group_name                   = "contoso"
  name                                  = "contoso-all"
  location                              = "West Europe"
  kind                                  = "Parse"
  offer_type                            = "Standard"
  local_authentication_disabled         = true
  public_network_access_enabled         = false
  access_key_metadata_writes_enabled    = false
  is_virtual_network_filter_enabled     = true
  ip_range_filter                       = ["198.51.100.7"]
  network_acl_bypass_for_azure_services = true
  network_acl_bypass_ids                = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Synapse/workspaces/contoso"]
  minimal_tls_version                   = "Tls12"
  key_vault_key_id                      = "https://contoso-keys.vault.azure.net/keys/agents"
  default_identity_type                 = "default-identity-type"
  automatic_failover_enabled            = true
  multiple_write_locations_enabled      = true
  free_tier_enabled                     = true
  analytical_storage_enabled            = true
  create_mode                           = "Restore"
  tags = {
    team = "agents"
  }

  virtual_network_rule {
    id                                   = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"
    ignore_missing_vnet_service_endpoint = true
  }

  consistency_policy {
    consistency_level       = "Strong"
    max_interval_in_seconds = 7
    max_staleness_prefix    = 102
  }

  geo_location {
    location          = "West Europe"
    failover_priority = 0
    zone_redundant    = true
  }

  capabilities {
    name = "EnableFabricNetworkAclBypass"
  }

  backup {
    type                = "Periodic"
    tier                = "Continuous30Days"
    interval_in_minutes = 30
    retention_in_hours  = 30
    storage_redundancy  = "Zone"
  }

  capacity {
    total_throughput_limit = 30
  }

  cors_rule {
    allowed_origins = ["https://portal.contoso.com"]
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}

resource "azurerm_cosmosdb_account" "other" {
  resource_group_name             = "contoso"
  name                            = "contoso-other"
  location                        = "West Europe"
  offer_type                      = "Standard"
  local_authentication_enabled    = false
  managed_hsm_key_id              = "https://contoso-hsm.managedhsm.azure.net/keys/agents"
  enable_automatic_failover       = true
  enable_multiple_write_locations = true
  enable_free_tier                = true
}
