package rules

// The resources of the examples in Terraform: azurerm's, where it has the type.
// What an example is about is set off by an empty line.

func foundryTerraform(property string) string {
	return `resource "azurerm_cognitive_account" "agents" {
  name                       = "contoso-agents"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  custom_subdomain_name      = "contoso-agents"
  project_management_enabled = true
` + setOff(property) + `}
`
}

func storageTerraform(replication, property string) string {
	return `resource "azurerm_storage_account" "files" {
  name                     = "contosofiles"
  location                 = "westeurope"
  resource_group_name      = "contoso-agents"
  account_tier             = "Standard"
  account_replication_type = "` + replication + `"
` + setOff(property) + `}
`
}

func cosmosTerraform(property string) string {
	return `resource "azurerm_cosmosdb_account" "threads" {
  name                = "contoso-threads"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  offer_type          = "Standard"
` + setOff(property) + `
  consistency_policy {
    consistency_level = "Session"
  }

  geo_location {
    location          = "westeurope"
    failover_priority = 0
  }
}
`
}

func searchTerraform(property string) string {
	return `resource "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
` + setOff(property) + `}
`
}

func keyVaultTerraform(property string) string {
	return `data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "agents" {
  name                       = "contoso-agents"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
` + setOff(property) + `}
`
}

// setOff puts an empty line before what there is.
func setOff(property string) string {
	if property == "" {
		return ""
	}
	return "\n" + property
}

// settingTerraform is a diagnostic setting of the resource of an address.
func settingTerraform(target string) string {
	return `
data "azurerm_log_analytics_workspace" "logs" {
  name                = "contoso-logs"
  resource_group_name = "contoso-monitoring"
}

resource "azurerm_monitor_diagnostic_setting" "logs" {
  name                       = "to-workspace"
  target_resource_id         = ` + target + `.id
  log_analytics_workspace_id = data.azurerm_log_analytics_workspace.logs.id

  enabled_log {
    category_group = "allLogs"
  }
}
`
}

// endpointTerraform is a private endpoint for a sub-resource of the resource of
// an address; more is what else it has.
func endpointTerraform(target, group, more string) string {
	return `
data "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  virtual_network_name = "contoso-network"
  resource_group_name  = "contoso-network"
}

resource "azurerm_private_endpoint" "endpoint" {
  name                = "contoso-endpoint"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = data.azurerm_subnet.endpoints.id

  private_service_connection {
    name                           = "contoso-connection"
    private_connection_resource_id = ` + target + `.id
    subresource_names              = ["` + group + `"]
    is_manual_connection           = false
  }
` + setOff(more) + `}
`
}

func storeEndpointTerraform(more string) string {
	return endpointTerraform("azurerm_storage_account.files", "blob", more)
}

const zoneGroupTerraform = `  private_dns_zone_group {
    name                 = "default"
    private_dns_zone_ids = [azurerm_private_dns_zone.blob.id]
  }
`

const storeZoneTerraform = `
data "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  resource_group_name = "contoso-network"
}

resource "azurerm_private_dns_zone" "blob" {
  name                = "privatelink.blob.core.windows.net"
  resource_group_name = "contoso-network"
}

resource "azurerm_private_dns_zone_virtual_network_link" "blob" {
  name                  = "contoso-link"
  resource_group_name   = "contoso-network"
  private_dns_zone_name = azurerm_private_dns_zone.blob.name
  virtual_network_id    = data.azurerm_virtual_network.network.id
}
`

// connectionTerraform is a connection of a project, which azurerm has no
// resource for.
func connectionTerraform(auth string) string {
	return `data "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  resource_group_name = "contoso-agents"
}

data "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso-agents"
}

resource "azapi_resource" "vectors" {
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name      = "vectors"
  parent_id = "${data.azurerm_cognitive_account.agents.id}/projects/support"

  body = {
    properties = {
      category = "CognitiveSearch"
      target   = "https://contoso-vectors.search.windows.net"
` + auth + `
      metadata = {
        ApiType    = "Azure"
        ResourceId = data.azurerm_search_service.vectors.id
      }
    }
  }
}
`
}

const subnetExampleTerraform = `resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["@SPACE"]
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["@PREFIX"]
@TERRAFORMDELEGATION}

`

const agentDelegationTerraform = `
  delegation {
    name = "agents"

    service_delegation {
      name    = "Microsoft.App/environments"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
`

const agentInjectionTerraform = `  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.agents.id
  }
`
