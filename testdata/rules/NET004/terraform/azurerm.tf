variable "public" {
  type = bool
}


# want error "publicNetworkAccess is \"Enabled\""
resource "azurerm_search_service" "omitted" {
  name                = "contoso-omitted"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
}

resource "azurerm_search_service" "on" {
  name                          = "contoso-on"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = true # want error "publicNetworkAccess is \"Enabled\""
}

resource "azurerm_search_service" "off" {
  name                          = "contoso-off"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = false
}

resource "azurerm_search_service" "unknown" {
  name                          = "contoso-unknown"
  location                      = "westeurope"
  resource_group_name           = "contoso-agents"
  sku                           = "standard"
  public_network_access_enabled = var.public # want undetermined "\"public\", which has no default"
}

# want note "open to the public networks that its firewall lists"
resource "azurerm_search_service" "addresses" {
  name                = "contoso-addresses"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
  allowed_ips         = ["203.0.113.0/24"]
}

resource "azurerm_search_service" "everybody" {
  name                = "contoso-everybody"
  location            = "westeurope"
  resource_group_name = "contoso-agents"
  sku                 = "standard"
  allowed_ips         = ["0.0.0.0/0"] # want error "its firewall lists"
}
