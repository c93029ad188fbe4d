resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.1.0/24"]
}

resource "azurerm_private_dns_zone" "blob" {
  name                = "privatelink.blob.core.windows.net"
  resource_group_name = "contoso-agents"
}

resource "azurerm_private_dns_zone_virtual_network_link" "blob" {
  name                  = "contoso-blob"
  resource_group_name   = "contoso-agents"
  private_dns_zone_name = azurerm_private_dns_zone.blob.name
  virtual_network_id    = azurerm_virtual_network.network.id
}

resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "files" {
  name                = "contoso-files"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.files.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.blob.id]
  }
}

resource "azurerm_storage_account" "without_group" {
  name                          = "contosowithoutgroup"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

# want warning "has no DNS zone group"
resource "azurerm_private_endpoint" "without_group" {
  name                = "contoso-without-group"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.without_group.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }
}

# One zone for each name of an account; one is lacking.
locals {
  zones = toset(["privatelink.cognitiveservices.azure.com", "privatelink.openai.azure.com"])
}

resource "azurerm_private_dns_zone" "account" {
  for_each = local.zones

  name                = each.value
  resource_group_name = "contoso-agents"
}

resource "azurerm_private_dns_zone_virtual_network_link" "account" {
  for_each = azurerm_private_dns_zone.account

  name                  = "contoso-link"
  resource_group_name   = "contoso-agents"
  private_dns_zone_name = each.value.name
  virtual_network_id    = azurerm_virtual_network.network.id
}

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false
}

# want "lacks privatelink.services.ai.azure.com"
resource "azurerm_private_endpoint" "agents" {
  name                = "contoso-agents"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.agents.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [for zone in azurerm_private_dns_zone.account : zone.id]
  }
}

# want "isn't linked to the virtual network"
resource "azurerm_private_dns_zone" "search" {
  name                = "privatelink.search.windows.net"
  resource_group_name = "contoso-agents"
}

resource "azurerm_search_service" "vectors" {
  name                          = "contoso-vectors"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "vectors" {
  name                = "contoso-vectors"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_search_service.vectors.id
    subresource_names              = ["searchService"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.search.id]
  }
}

resource "azurerm_private_dns_zone" "vault" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = "contoso-agents"
}

resource "azurerm_private_dns_zone_virtual_network_link" "vault" {
  name                  = "contoso-vault"
  resource_group_name   = "contoso-agents"
  private_dns_zone_name = azurerm_private_dns_zone.vault.name
  virtual_network_id    = azurerm_virtual_network.network.id
  registration_enabled  = true # want warning "registers every machine"
}
data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "keys" {
  name                          = "contoso-keys"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
}

resource "azurerm_private_endpoint" "keys" {
  name                = "contoso-keys"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_key_vault.keys.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.vault.id]
  }
}
