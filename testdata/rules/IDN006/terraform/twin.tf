# The credentials are made up.
variable "openKey" {
  type = string
}

variable "safeKey" {
  type      = string
  sensitive = true
}

variable "password" {
  type      = string
  sensitive = true
  default   = "Contoso-4711" # want error "the default of sensitive variable \"password\" is written in the template"
}

locals {
  flow = "DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=k9Qw3eRt7yUi1oPa5sDf2gHj8kLz4xCv6bNm0QwErTyUiOp3aSdFgHjK" # want error "the key in a connection string is written in the template, in local value \"flow\""
}

data "azurerm_cognitive_account" "account" {
  name                = "contoso-agents"
  resource_group_name = "contoso"
}

resource "azapi_resource" "open" {
  type      = "Microsoft.CognitiveServices/accounts/connections@2025-06-01"
  parent_id = data.azurerm_cognitive_account.account.id
  name      = "open"
  body = {
    properties = {
      category    = "ApiKey"
      authType    = "ApiKey"
      target      = "https://weather.contoso.com"
      credentials = { key = var.openKey } # want error "comes from variable \"openKey\", which isn't sensitive"
    }
  }
}

resource "azapi_resource" "safe" {
  type      = "Microsoft.CognitiveServices/accounts/connections@2025-06-01"
  parent_id = data.azurerm_cognitive_account.account.id
  name      = "safe"
  body = {
    properties = {
      category    = "ApiKey"
      authType    = "ApiKey"
      target      = "https://weather.contoso.com"
      credentials = { key = var.safeKey }
    }
  }
}

resource "azapi_resource" "listed" {
  type      = "Microsoft.CognitiveServices/accounts/connections@2025-06-01"
  parent_id = data.azurerm_cognitive_account.account.id
  name      = "listed"
  body = {
    properties = {
      category    = "AIServices"
      authType    = "ApiKey"
      target      = "https://contoso-agents.cognitiveservices.azure.com"
      credentials = { key = data.azurerm_cognitive_account.account.primary_access_key } # want warning "the connection stores a key that the template reads from Azure"
    }
  }
}

resource "azapi_resource" "written" {
  type      = "Microsoft.CognitiveServices/accounts/connections@2025-06-01"
  parent_id = data.azurerm_cognitive_account.account.id
  name      = "written"
  body = {
    properties = {
      category    = "ApiKey"
      authType    = "ApiKey"
      target      = "https://weather.contoso.com"
      credentials = { key = "7c1d9a" } # want error "the connection's credential is written in the template"
    }
  }
}

resource "azapi_resource" "site" {
  type      = "Microsoft.Web/sites@2024-11-01"
  parent_id = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/contoso"
  name      = "contoso-app"
  location  = "westeurope"
  body = {
    properties = {
      siteConfig = {
        appSettings = [
          { name = "WEATHER_API_KEY", value = "q7Rk2Zt9Lw4Xb8Vn1Mc6" }, # want error "the value of setting \"WEATHER_API_KEY\" is written in the template"
          { name = "WEATHER_URL", value = "https://weather.contoso.com" },
          { name = "FLOW", value = local.flow },
        ]
      }
    }
  }
}

output "key" { # want error "output \"key\" gives a key away, and outputs stay in Terraform's plans and state"
  value = data.azurerm_cognitive_account.account.primary_access_key
}

output "copy" { # want error "output \"copy\" gives a secret away"
  value = var.safeKey
}

output "name" {
  value = data.azurerm_cognitive_account.account.name
}
