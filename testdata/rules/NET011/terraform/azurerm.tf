variable "service" {
  type = string
}

variable "delegations" {
  type = set(string)
}


resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "right" {
  name                 = "right"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.0.0/24"]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "right" {
  name                          = "contoso-right"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.right.id
  }
}

# want error "it has no delegation"
resource "azurerm_subnet" "none" {
  name                 = "none"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.1.0/24"]
}

resource "azurerm_cognitive_account" "none" {
  name                          = "contoso-none"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.none.id
  }
}

resource "azurerm_subnet" "wrong" {
  name                 = "wrong"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.2.0/24"]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.Web/serverFarms" # want "handed over to another service"
    }
  }
}

resource "azurerm_cognitive_account" "wrong" {
  name                          = "contoso-wrong"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.wrong.id
  }
}

resource "azurerm_subnet" "unknown" {
  name                 = "unknown"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.3.0/24"]

  delegation { # want undetermined "\"service\", which has no default"
    name = "agents"

    service_delegation {
      name = var.service
    }
  }
}

resource "azurerm_cognitive_account" "unknown" {
  name                          = "contoso-unknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.unknown.id
  }
}

resource "azurerm_subnet" "dynamic" {
  name                 = "dynamic"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.4.0/24"]

  dynamic "delegation" {
    for_each = ["Microsoft.App/environments"]
    content {
      name = "agents"

      service_delegation {
        name = delegation.value
      }
    }
  }
}

resource "azurerm_cognitive_account" "dynamic" {
  name                          = "contoso-dynamic"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.dynamic.id
  }
}

# want error "it has no delegation"
resource "azurerm_subnet" "dynamic_none" {
  name                 = "dynamic-none"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.5.0/24"]

  dynamic "delegation" {
    for_each = toset([])
    content {
      name = "agents"

      service_delegation {
        name = delegation.value
      }
    }
  }
}

resource "azurerm_cognitive_account" "dynamic_none" {
  name                          = "contoso-dynamic-none"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.dynamic_none.id
  }
}

resource "azurerm_subnet" "dynamic_unknown" {
  name                 = "dynamic-unknown"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.6.0/24"]

  dynamic "delegation" { # want undetermined "\"delegations\", which has no default"
    for_each = var.delegations
    content {
      name = "agents"

      service_delegation {
        name = delegation.value
      }
    }
  }
}

resource "azurerm_cognitive_account" "dynamic_unknown" {
  name                          = "contoso-dynamic-unknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.dynamic_unknown.id
  }
}
# One subnet for two accounts.

resource "azurerm_subnet" "shared" {
  name                 = "shared"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.7.0/24"]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "first" {
  name                          = "contoso-first"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.shared.id
  }
}

resource "azurerm_cognitive_account" "second" {
  name                          = "contoso-second"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.shared.id # want "serves a second account already"
  }
}
# A private endpoint beside the agents.

resource "azurerm_subnet" "crowded" {
  name                 = "crowded"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.8.0/24"]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "crowded" {
  name                          = "contoso-crowded"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.crowded.id
  }
}

resource "azurerm_private_endpoint" "beside" {
  name                = "contoso-beside"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  subnet_id           = azurerm_subnet.crowded.id # want "stands in the agents' subnet"

  private_service_connection {
    name                           = "connection"
    private_connection_resource_id = azurerm_cognitive_account.crowded.id
    subresource_names              = ["account"]
    is_manual_connection           = false
  }
}
