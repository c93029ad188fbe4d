resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azurerm_cognitive_account" "account" {
  name                          = "contoso-agents"
  resource_group_name           = azurerm_resource_group.contoso.name
  location                      = "westeurope"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  custom_subdomain_name         = "contoso-agents"
  public_network_access_enabled = false
}

resource "azapi_resource" "unset" { # want warning "the web app can be reached from public networks, though the deployment is meant to be private: publicNetworkAccess isn't set, and Azure's default is Enabled"
  type      = "Microsoft.Web/sites@2024-11-01"
  parent_id = azurerm_resource_group.contoso.id
  name      = "contoso-unset"
  location  = "westeurope"
  body      = { properties = {} }
}

resource "azurerm_linux_function_app" "shut" {
  name                          = "contoso-shut"
  resource_group_name           = azurerm_resource_group.contoso.name
  location                      = "westeurope"
  service_plan_id               = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/contoso/providers/Microsoft.Web/serverFarms/contoso"
  public_network_access_enabled = false
  site_config {}
}

resource "azurerm_container_app_environment" "environment" {
  name                           = "contoso-environment"
  resource_group_name            = azurerm_resource_group.contoso.name
  location                       = "westeurope"
  infrastructure_subnet_id       = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/contoso/providers/Microsoft.Network/virtualNetworks/contoso/subnets/apps"
  internal_load_balancer_enabled = false # want warning "the Container Apps environment can be reached from public networks"
}

resource "azurerm_container_app" "app" {
  name                         = "contoso-app"
  resource_group_name          = azurerm_resource_group.contoso.name
  container_app_environment_id = azurerm_container_app_environment.environment.id
  revision_mode                = "Single"
  ingress {
    external_enabled = true # want warning "the container app can be reached from public networks"
    target_port      = 80
    traffic_weight {
      percentage      = 100
      latest_revision = true
    }
  }
  template {
    container {
      name   = "app"
      image  = "contoso.azurecr.io/app:1"
      cpu    = 0.5
      memory = "1Gi"
    }
  }
}

resource "azurerm_container_registry" "images" {
  name                          = "contosoimages"
  resource_group_name           = azurerm_resource_group.contoso.name
  location                      = "westeurope"
  sku                           = "Premium"
  public_network_access_enabled = true # want warning "the container registry can be reached from public networks"
}
