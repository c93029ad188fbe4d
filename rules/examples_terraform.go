package rules

import (
	"strings"

	"moat/analyzer/rule"
	"moat/rules/azure"
)

// inTerraform adds an example's spelling in Terraform.
func inTerraform(e rule.Examples, terraform string) rule.Examples {
	e.Terraform = strings.TrimPrefix(terraform, "\n")
	return e
}

const groupTerraform = `
resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}
`

// projectTerraform is a project; @IDENTITY stands for the block of its identity.
const projectTerraform = groupTerraform + `
data "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = azurerm_resource_group.contoso.name
}

resource "azapi_resource" "project" {
  type      = "Microsoft.CognitiveServices/accounts/projects@2025-06-01"
  parent_id = data.azurerm_cognitive_account.agents.id
  name      = "support"
  location  = "westeurope"@IDENTITY
  body = { properties = {} }
}
`

const systemIdentityTerraform = `
  identity {
    type = "SystemAssigned"
  }`

func projectInTerraform(identity string) string {
	return strings.Replace(projectTerraform, "@IDENTITY", identity, 1)
}

// grantTerraform is grantExample in Terraform.
func grantTerraform(role string, wide bool) string {
	scope := "data.azurerm_storage_account.files.id"
	if wide {
		scope = "azurerm_resource_group.contoso.id"
	}
	named, _ := azure.RoleNamed(role)
	return projectInTerraform(systemIdentityTerraform) + `
data "azurerm_storage_account" "files" {
  name                = "contosofiles"
  resource_group_name = azurerm_resource_group.contoso.name
}

resource "azurerm_role_assignment" "project" {
  scope                = ` + scope + `
  role_definition_name = "` + named.Name + `"
  principal_id         = azapi_resource.project.identity[0].principal_id
}
`
}

// developerTerraform is developerExample in Terraform.
func developerTerraform(role string) string {
	named, _ := azure.RoleNamed(role)
	return projectInTerraform(systemIdentityTerraform) + `
resource "azurerm_role_assignment" "developers" {
  scope                = azapi_resource.project.id
  role_definition_name = "` + named.Name + `"
  principal_id         = "4c1f2a53-6b62-4b83-9f0f-6b1d6c7a1d10"
  principal_type       = "Group"
}
`
}

func customRoleTerraform(action string) string {
	return groupTerraform + `
resource "azurerm_role_definition" "operators" {
  name  = "Contoso operators"
  scope = azurerm_resource_group.contoso.id
  permissions {
    actions = [` + action + `]
  }
  assignable_scopes = [azurerm_resource_group.contoso.id]
}
`
}

// storesTerraform is storesExample in Terraform.
func storesTerraform(granted bool) string {
	out := projectInTerraform(systemIdentityTerraform) + `
resource "azurerm_search_service" "vectors" {
  name                = "contoso-vectors"
  resource_group_name = azurerm_resource_group.contoso.name
  location            = "westeurope"
  sku                 = "standard"
}

resource "azapi_resource" "connection" {
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  parent_id = azapi_resource.project.id
  name      = "vectors"
  body = {
    properties = {
      category = "CognitiveSearch"
      target   = "https://contoso-vectors.search.windows.net"
      authType = "AAD"
      metadata = { ApiType = "Azure", ResourceId = azurerm_search_service.vectors.id }
    }
  }
}

resource "azapi_resource" "host" {
  type      = "Microsoft.CognitiveServices/accounts/projects/capabilityHosts@2025-06-01"
  parent_id = azapi_resource.project.id
  name      = "agents"
  body = {
    properties = {
      capabilityHostKind     = "Agents"
      vectorStoreConnections = [azapi_resource.connection.name]
    }
  }
}
`
	if granted {
		out += `
resource "azurerm_role_assignment" "vectors" {
  for_each             = toset(["Search Index Data Contributor", "Search Service Contributor"])
  scope                = azurerm_search_service.vectors.id
  role_definition_name = each.value
  principal_id         = azapi_resource.project.identity[0].principal_id
}
`
	}
	return out
}

func vaultTerraform(rbac string) string {
	return `
data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "vault" {
  name                       = "contoso-keys"
  resource_group_name        = "contoso"
  location                   = "westeurope"
  sku_name                   = "standard"
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  rbac_authorization_enabled = ` + rbac + `
}
`
}

func secretTerraform(expiry string) string {
	return `
variable "token" {
  type      = string
  sensitive = true
}

data "azurerm_key_vault" "keys" {
  name                = "contoso-keys"
  resource_group_name = "contoso"
}

resource "azurerm_key_vault_secret" "token" {
  name         = "search-token"
  key_vault_id = data.azurerm_key_vault.keys.id
  value        = var.token` + expiry + `
}
`
}

func writtenSecretTerraform(declared string) string {
	return `
variable "search_key" {
  type = string` + declared + `
}

data "azurerm_cognitive_account" "agents" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
}

resource "azapi_resource" "connection" {
  type      = "Microsoft.CognitiveServices/accounts/connections@2025-06-01"
  parent_id = data.azurerm_cognitive_account.agents.id
  name      = "weather"
  body = {
    properties = {
      category    = "ApiKey"
      authType    = "ApiKey"
      target      = "https://weather.contoso.com"
      credentials = { key = var.search_key }
    }
  }
}
`
}
