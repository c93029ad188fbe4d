resource "azurerm_cognitive_account_connection_custom_keys" "least" {
  name                 = "contoso-least"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  category             = "RemoteTool"
  target               = "https://contoso-vectors.search.windows.net"
  custom_keys = {
    token = "not-a-real-secret"
  }
}

resource "azurerm_cognitive_account_connection_custom_keys" "all" {
  name                 = "contoso-all"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  category             = "RemoteTool"
  target               = "https://contoso-vectors.search.windows.net"
  custom_keys = {
    token = "not-a-real-secret"
  }
  metadata = {
    ApiType = "Azure"
  }
}
