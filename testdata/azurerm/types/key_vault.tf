resource "azurerm_key_vault" "least" {
  resource_group_name        = "contoso"
  name                       = "contoso-least"
  location                   = "West Europe"
  sku_name                   = "premium"
  tenant_id                  = "22222222-2222-2222-2222-222222222222"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault" "all" {
  resource_group_name             = "contoso"
  name                            = "contoso-all"
  location                        = "West Europe"
  sku_name                        = "premium"
  tenant_id                       = "22222222-2222-2222-2222-222222222222"
  enable_rbac_authorization       = true
  purge_protection_enabled        = true
  soft_delete_retention_days      = 92
  public_network_access_enabled   = false
  enabled_for_deployment          = true
  enabled_for_disk_encryption     = true
  enabled_for_template_deployment = true
  tags = {
    team = "agents"
  }

  network_acls {
    default_action             = "Deny"
    bypass                     = "AzureServices"
    ip_rules                   = ["198.51.100.7"]
    virtual_network_subnet_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"]
  }

  access_policy {
    object_id               = "33333333-3333-3333-3333-333333333333"
    tenant_id               = "22222222-2222-2222-2222-222222222222"
    key_permissions         = ["Get", "WrapKey"]
    secret_permissions      = ["Get"]
    certificate_permissions = ["Get"]
  }
}

resource "azurerm_key_vault" "other" {
  resource_group_name        = "contoso"
  name                       = "contoso-other"
  location                   = "West Europe"
  sku_name                   = "premium"
  tenant_id                  = "22222222-2222-2222-2222-222222222222"
  rbac_authorization_enabled = true
}
