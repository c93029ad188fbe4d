output "agent_subnet_id" {
  value = azapi_resource.agent_subnet.id
}

output "endpoint_subnet_id" {
  value = azapi_resource.endpoint_subnet.id
}

output "zone_ids" {
  value = { for name, zone in azurerm_private_dns_zone.zones : name => zone.id }

  depends_on = [azurerm_private_dns_zone_virtual_network_link.links]
}
