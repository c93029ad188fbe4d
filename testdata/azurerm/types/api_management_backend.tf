resource "azurerm_api_management_backend" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  api_management_name = "contoso-gateway"
  url                 = "https://tools.contoso.com"
  protocol            = "soap"
}

resource "azurerm_api_management_backend" "all" {
  resource_group_name = "contoso"
  name                = "contoso-all"
  api_management_name = "contoso-gateway"
  url                 = "https://tools.contoso.com"
  protocol            = "soap"

  tls {
    validate_certificate_chain = true
    validate_certificate_name  = true
  }

  credentials {
    header = {
      "x-api-key" = "not-a-real-secret"
    }
  }
}
