package rules

// accountTerraform is a private account; @MORE stands for more of it.
const accountTerraform = groupTerraform + `
data "azurerm_subnet" "agents" {
  name                 = "agents"
  virtual_network_name = "contoso-network"
  resource_group_name  = azurerm_resource_group.contoso.name
}

resource "azurerm_cognitive_account" "agents" {
  name                          = "contoso-agents"
  resource_group_name           = azurerm_resource_group.contoso.name
  location                      = "westeurope"
  kind                          = "AIServices"
  sku_name                      = "S0"
  custom_subdomain_name         = "contoso-agents"
  project_management_enabled    = true
  public_network_access_enabled = false
  identity {
    type = "SystemAssigned"
  }`

const injectionTerraform = `
  network_injection {
    scenario  = "agent"
    subnet_id = data.azurerm_subnet.agents.id
  }`

// delegationTerraform is a network, written in ARM's own shape, and an account
// that runs its agents in its subnet.
func delegationTerraform(service string) string {
	return groupTerraform + `
resource "azapi_resource" "network" {
  type      = "Microsoft.Network/virtualNetworks@2024-05-01"
  parent_id = azurerm_resource_group.contoso.id
  name      = "contoso-network"
  location  = "westeurope"
  body = {
    properties = {
      addressSpace = { addressPrefixes = ["10.20.0.0/16"] }
      subnets = [
        {
          name = "agents"
          properties = {
            addressPrefix = "10.20.0.0/24"
            delegations   = [{ name = "agents", properties = { serviceName = "` + service + `" } }]
          }
        }
      ]
    }
  }
}

resource "azurerm_cognitive_account" "agents" {
  name                       = "contoso-agents"
  resource_group_name        = azurerm_resource_group.contoso.name
  location                   = "westeurope"
  kind                       = "AIServices"
  sku_name                   = "S0"
  custom_subdomain_name      = "contoso-agents"
  project_management_enabled = true
  network_injection {
    scenario  = "agent"
    subnet_id = "${azapi_resource.network.id}/subnets/agents"
  }
}
`
}

const agentSubnetTerraform = groupTerraform + `
resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  virtual_network_name = azurerm_virtual_network.network.name
  resource_group_name  = azurerm_resource_group.contoso.name
  address_prefixes     = ["10.20.0.0/24"]
  delegation {
    name = "agents"
    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}
`

// securedTerraform adds a group with one rule for what comes from the internet.
func securedTerraform(access string) string {
	return agentSubnetTerraform + `
resource "azurerm_network_security_group" "agents" {
  name                = "contoso-agents"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  security_rule {
    name                       = "from-internet"
    direction                  = "Inbound"
    access                     = "` + access + `"
    priority                   = 200
    protocol                   = "Tcp"
    source_address_prefix      = "Internet"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
  }
}

resource "azurerm_subnet_network_security_group_association" "agents" {
  subnet_id                 = azurerm_subnet.agents.id
  network_security_group_id = azurerm_network_security_group.agents.id
}
`
}

func toolHostTerraform(public string) string {
	return accountTerraform + `
}

resource "azurerm_linux_function_app" "tools" {
  name                          = "contoso-tools"
  resource_group_name           = azurerm_resource_group.contoso.name
  location                      = "westeurope"
  service_plan_id               = "${azurerm_resource_group.contoso.id}/providers/Microsoft.Web/serverFarms/contoso"
  public_network_access_enabled = ` + public + `
  site_config {}
}

resource "azapi_resource" "connection" {
  type      = "Microsoft.CognitiveServices/accounts/connections@2025-06-01"
  parent_id = azurerm_cognitive_account.agents.id
  name      = "tools"
  body = {
    properties = {
      category = "CustomKeys"
      authType = "AAD"
      target   = "https://${azurerm_linux_function_app.tools.default_hostname}/api"
    }
  }
}
`
}
