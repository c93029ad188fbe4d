# One endpoint and one zone for each entry of a map, merged from two locals.

locals {
  data = {
    blob  = { zone = "privatelink.blob.core.windows.net", id = azurerm_storage_account.files.id }
    table = { zone = "privatelink.table.core.windows.net", id = azurerm_storage_account.files.id }
  }
  services = merge(local.data, {
    searchService = { zone = "privatelink.search.windows.net", id = azurerm_search_service.vectors.id }
  })
}

resource "azurerm_storage_account" "files" {
  name                          = "contosofiles"
  resource_group_name           = "contoso"
  location                      = "westeurope"
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  public_network_access_enabled = false
}

resource "azurerm_search_service" "vectors" {
  name                          = "contoso-vectors"
  resource_group_name           = "contoso"
  location                      = "westeurope"
  sku                           = "standard"
  public_network_access_enabled = false
}

resource "azurerm_private_dns_zone" "each" {
  for_each            = local.services
  name                = each.value.zone
  resource_group_name = "contoso"
}

resource "azurerm_private_endpoint" "each" {
  for_each            = local.services
  name                = "contoso-${each.key}"
  resource_group_name = "contoso"
  location            = "westeurope"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso-hub/subnets/endpoints"

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.id
    is_manual_connection           = false
    subresource_names              = [each.key]
  }

  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.each[each.key].id]
  }
}
