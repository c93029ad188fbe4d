# want undetermined "\"prefix\", which has no default"
variable "prefix" {
  type = string
}

# want assumed "its range is /27"
variable "small" {
  type    = string
  default = "10.20.5.0/27"
}


resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "enough" {
  name                 = "enough"
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

resource "azurerm_cognitive_account" "enough" {
  name                          = "contoso-enough"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.enough.id
  }
}

resource "azurerm_subnet" "small" {
  name                 = "small"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.1.0/26"] # want warning "its range is /26, and /24 is recommended"

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "small" {
  name                          = "contoso-small"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.small.id
  }
}

resource "azurerm_subnet" "tiny" {
  name                 = "tiny"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.2.0/28"] # want error "its range is /28, and the least that agents need is /27"

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "tiny" {
  name                          = "contoso-tiny"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.tiny.id
  }
}
# Cut out of the network: four bits more than its 16, then nine.

resource "azurerm_subnet" "computed" {
  name                 = "computed"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = [cidrsubnet("10.20.0.0/16", 8, 3)]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "computed" {
  name                          = "contoso-computed"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.computed.id
  }
}

resource "azurerm_subnet" "computed_small" {
  name                 = "computed-small"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = [cidrsubnet("10.20.0.0/16", 9, 10)] # want warning "its range is /25"

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "computed_small" {
  name                          = "contoso-computed-small"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.computed_small.id
  }
}

resource "azurerm_subnet" "unknown" {
  name                 = "unknown"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = [var.prefix]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
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

resource "azurerm_subnet" "assumed" {
  name                 = "assumed"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = [var.small]

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "assumed" {
  name                          = "contoso-assumed"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.assumed.id
  }
}
# For endpoints: nobody runs agents here.

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.20.6.0/28"]
}

# The subnets of a map, of which agents run in one.
locals {
  subnets = {
    jobs   = "10.20.7.0/28" # want error "its range is /28"
    others = "10.20.8.0/28"
  }
}

resource "azurerm_subnet" "each" {
  for_each = local.subnets

  name                 = each.key
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = [each.value]
}

resource "azurerm_cognitive_account" "each" {
  name                          = "contoso-each"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.each["jobs"].id
  }
}
