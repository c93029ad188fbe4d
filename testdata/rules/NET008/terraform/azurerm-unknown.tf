variable "zone_ids" {
  type = list(string)
}

variable "zones" {
  type = bool
}


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
# Zones of a hub, which only the caller knows.

resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

# want undetermined "privatelink.blob.core.windows.net"
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
    private_dns_zone_ids = var.zone_ids
  }
}
# A zone group that a flag decides on.

resource "azurerm_search_service" "vectors" {
  name                          = "contoso-vectors"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = false
}

resource "azurerm_private_dns_zone" "search" {
  name                = "privatelink.search.windows.net"
  resource_group_name = "contoso-agents"
}

resource "azurerm_private_dns_zone_virtual_network_link" "search" {
  name                  = "contoso-search"
  resource_group_name   = "contoso-agents"
  private_dns_zone_name = azurerm_private_dns_zone.search.name
  virtual_network_id    = azurerm_virtual_network.network.id
}

# want undetermined "whether names of the search service resolve"
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

  dynamic "private_dns_zone_group" {
    for_each = var.zones ? [1] : []
    content {
      name                 = "default"
      private_dns_zone_ids = [azurerm_private_dns_zone.search.id]
    }
  }
}
# The same, with nothing to make one of.

resource "azurerm_storage_account" "none" {
  name                          = "contosonone"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  account_tier                  = "Standard"
  account_replication_type      = "GZRS"
  public_network_access_enabled = false
}

# want "has no DNS zone group"
resource "azurerm_private_endpoint" "none" {
  name                = "contoso-none"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_storage_account.none.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  dynamic "private_dns_zone_group" {
    for_each = []
    content {
      name                 = "default"
      private_dns_zone_ids = private_dns_zone_group.value
    }
  }
}
# A link that a flag decides on.

# want undetermined "is linked to the virtual network"
resource "azurerm_private_dns_zone" "vault" {
  name                = "privatelink.vaultcore.azure.net"
  resource_group_name = "contoso-agents"
}

resource "azurerm_private_dns_zone_virtual_network_link" "vault" {
  count = var.zones ? 1 : 0

  name                  = "contoso-vault"
  resource_group_name   = "contoso-agents"
  private_dns_zone_name = azurerm_private_dns_zone.vault.name
  virtual_network_id    = azurerm_virtual_network.network.id
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
