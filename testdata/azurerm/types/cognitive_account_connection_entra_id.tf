resource "azurerm_cognitive_account_connection_entra_id" "least" {
  name                 = "contoso-least"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  category             = "Sharepoint"
  target               = "https://contoso-vectors.search.windows.net"
}

resource "azurerm_cognitive_account_connection_entra_id" "all" {
  name                 = "contoso-all"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  category             = "Sharepoint"
  target               = "https://contoso-vectors.search.windows.net"
  metadata = {
    ApiType = "Azure"
  }
}
