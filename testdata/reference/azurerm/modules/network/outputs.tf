output "agent_subnet_id" {
  value = azurerm_subnet.agent_subnet.id
}

output "endpoint_subnet_id" {
  value = azurerm_subnet.endpoint_subnet.id
}

output "zone_ids" {
  value = { for name, zone in azurerm_private_dns_zone.zones : name => zone.id }

  depends_on = [azurerm_private_dns_zone_virtual_network_link.links]
}
