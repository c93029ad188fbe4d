# An agent deployment as one finds it in many tutorials: it works at once, and
# it has a gap of each kind that Moat looks for. agent.bicep and agent.json say
# the same in Bicep and ARM JSON.
terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.4"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.60"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "location" {
  description = "Where everything goes."
  type        = string
  default     = "westeurope"
}

variable "prefix" {
  description = "Begins every name."
  type        = string
  default     = "support"

  validation {
    condition     = length(var.prefix) >= 3 && length(var.prefix) <= 12
    error_message = "The prefix has 3 to 12 characters."
  }
}

variable "key_access" {
  description = "Whether callers may use the keys of the account."
  type        = bool
  default     = true
}

variable "redundancy" {
  description = "How many copies of the agents' files are kept, and where."
  type        = string
  default     = "LRS"

  validation {
    condition     = contains(["LRS", "ZRS", "GZRS"], var.redundancy)
    error_message = "The redundancy is LRS, ZRS or GZRS."
  }
}

resource "random_string" "suffix" {
  length  = 8
  special = false
  upper   = false
}

locals {
  account_name = "${var.prefix}-${random_string.suffix.result}"
  storage_name = "${var.prefix}${random_string.suffix.result}"
}

resource "azurerm_resource_group" "agents" {
  name     = "${var.prefix}-agents"
  location = var.location
}

resource "azurerm_virtual_network" "network" {
  name                = "${var.prefix}-network"
  location            = var.location
  resource_group_name = azurerm_resource_group.agents.name
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "agents" {
  name                 = "agents"
  resource_group_name  = azurerm_resource_group.agents.name
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.0.0/28"]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "account" {
  name                          = local.account_name
  location                      = var.location
  resource_group_name           = azurerm_resource_group.agents.name
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  custom_subdomain_name         = local.account_name
  local_auth_enabled            = var.key_access
  public_network_access_enabled = false

  identity {
    type = "SystemAssigned"
  }

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.agents.id
  }
}

resource "azurerm_cognitive_account_project" "helpdesk" {
  name                 = "helpdesk"
  cognitive_account_id = azurerm_cognitive_account.account.id
  location             = var.location
  display_name         = "Help desk"
  description          = "Answers questions about orders."

  identity {
    type = "SystemAssigned"
  }
}

# azurerm has no resource for the connections of a project.
resource "azapi_resource" "files" {
  type      = "Microsoft.CognitiveServices/accounts/projects/connections@2025-06-01"
  name      = "files"
  parent_id = azurerm_cognitive_account_project.helpdesk.id

  body = {
    properties = {
      category = "AzureStorageAccount"
      target   = azurerm_storage_account.storage.primary_blob_endpoint
      authType = "AAD"
      metadata = {
        ApiType    = "Azure"
        ResourceId = azurerm_storage_account.storage.id
        location   = var.location
      }
    }
  }
}

resource "azurerm_storage_account" "storage" {
  name                          = local.storage_name
  location                      = var.location
  resource_group_name           = azurerm_resource_group.agents.name
  account_tier                  = "Standard"
  account_replication_type      = var.redundancy
  shared_access_key_enabled     = false
  public_network_access_enabled = false
}
