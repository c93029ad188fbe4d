resource "azurerm_cognitive_account_connection_account_key" "least" {
  name                 = "contoso-least"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  category             = "AzureStorageAccount"
  target               = "https://contoso-vectors.search.windows.net"
  account_key          = "not-a-real-secret"
  metadata = {
    ApiType = "Azure"
  }
}

resource "azurerm_cognitive_account_connection_account_key" "all" {
  name                 = "contoso-all"
  cognitive_account_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  category             = "AzureStorageAccount"
  target               = "https://contoso-vectors.search.windows.net"
  account_key          = "not-a-real-secret"
  metadata = {
    ApiType = "Azure"
  }
}
