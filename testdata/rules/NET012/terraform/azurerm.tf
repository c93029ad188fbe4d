# want undetermined "\"prefix\", which has no default"
variable "prefix" {
  type = string
}


resource "azurerm_virtual_network" "network" {
  name                = "contoso-network"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  address_space       = ["10.20.0.0/16", "20.40.0.0/16"]
}

resource "azurerm_subnet" "private" {
  name                 = "private"
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

resource "azurerm_cognitive_account" "private" {
  name                          = "contoso-private"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.private.id
  }
}

resource "azurerm_subnet" "public" {
  name                 = "public"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["20.40.0.0/24"] # want error "isn't private address space"

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "public" {
  name                          = "contoso-public"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.public.id
  }
}

resource "azurerm_subnet" "outside" {
  name                 = "outside"
  resource_group_name  = "contoso-agents"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.21.0.0/24"] # want "10.21.0.0/24"

  delegation {
    name = "agents"

    service_delegation {
      name = "Microsoft.App/environments"
    }
  }
}

resource "azurerm_cognitive_account" "outside" {
  name                          = "contoso-outside"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  kind                          = "AIServices"
  sku_name                      = "S0"
  project_management_enabled    = true
  public_network_access_enabled = false

  network_injection {
    scenario  = "agent"
    subnet_id = azurerm_subnet.outside.id
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
