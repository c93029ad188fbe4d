resource "azurerm_private_dns_a_record" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  zone_name           = "privatelink.openai.azure.com"
  ttl                 = 30
  records             = ["10.20.1.4"]
}

resource "azurerm_private_dns_a_record" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  zone_name           = "privatelink.openai.azure.com"
  ttl                 = 30
  records             = ["10.20.1.4"]
}
