resource "azurerm_service_plan" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  sku_name            = "Standard"
  os_type             = "Linux"
}

resource "azurerm_service_plan" "all" {
  resource_group_name             = "contoso"
  name                            = "contoso-all"
  location                        = "West Europe"
  sku_name                        = "Standard"
  worker_count                    = 30
  os_type                         = "Linux"
  app_service_environment_id      = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Web/hostingEnvironments/contoso"
  per_site_scaling_enabled        = true
  premium_plan_auto_scale_enabled = true
  maximum_elastic_worker_count    = 30
  zone_balancing_enabled          = true
  tags = {
    team = "agents"
  }
}
