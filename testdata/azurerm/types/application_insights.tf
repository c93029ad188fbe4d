resource "azurerm_application_insights" "least" {
  resource_group_name = "contoso"
  name                = "contoso-least"
  location            = "West Europe"
  application_type    = "Node.JS"
}

resource "azurerm_application_insights" "all" {
  resource_group_name                 = "contoso"
  name                                = "contoso-all"
  location                            = "West Europe"
  application_type                    = "Node.JS"
  workspace_id                        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.OperationalInsights/workspaces/contoso-logs"
  local_authentication_disabled       = true
  disable_ip_masking                  = true
  internet_ingestion_enabled          = false
  internet_query_enabled              = false
  retention_in_days                   = 92
  sampling_percentage                 = 102
  force_customer_storage_for_profiler = true
  tags = {
    team = "agents"
  }
}

resource "azurerm_application_insights" "other" {
  resource_group_name          = "contoso"
  name                         = "contoso-other"
  location                     = "West Europe"
  application_type             = "Node.JS"
  local_authentication_enabled = false
  ip_masking_enabled           = false
}
