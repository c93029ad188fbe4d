resource "azurerm_firewall_policy" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
}

resource "azurerm_firewall_policy" "all" {
  resource_group_name      = "contoso"
  name                     = "contoso-all"
  location                 = "West Europe"
  sku                      = "Basic"
  threat_intelligence_mode = "Off"
  tags = {
    team = "agents"
  }

  intrusion_detection {
    mode = "Deny"
  }

  dns {
    proxy_enabled = true
  }

  insights {
    enabled = true
  }
}
