# Nothing here is meant to be private, so a firewall that lists single networks is enough.
variable "addresses" {
  type = list(string)
}


resource "azurerm_cognitive_account" "filtered" {
  name                       = "contoso-filtered"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  network_acls {
    default_action = "Deny"
    ip_rules       = ["203.0.113.0/24"]
  }
}

# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_cognitive_account" "allowing" {
  name                       = "contoso-allowing"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  network_acls {
    default_action = "Allow"
  }
}

resource "azurerm_cognitive_account" "unknown_filter" {
  name                       = "contoso-unknown-filter"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  network_acls {
    default_action = "Deny"
    ip_rules       = var.addresses # want undetermined "\"addresses\", which has no default"
  }
}

resource "azurerm_cognitive_account" "dynamic" {
  name                       = "contoso-dynamic"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  dynamic "network_acls" {
    for_each = ["Deny"]
    content {
      default_action = network_acls.value
    }
  }
}

# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_cognitive_account" "dynamic_none" {
  name                       = "contoso-dynamic-none"
  location                   = "westeurope"
  resource_group_name        = "contoso-agents"
  kind                       = "AIServices"
  sku_name                   = "S0"
  project_management_enabled = true
  dynamic "network_acls" {
    for_each = []
    content {
      default_action = "Deny"
    }
  }
}
