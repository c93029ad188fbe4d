resource "azurerm_search_shared_private_link_service" "least" {
  name               = "contoso-least"
  search_service_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Search/searchServices/contoso-vectors"
  subresource_name   = "blob"
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
}

resource "azurerm_search_shared_private_link_service" "all" {
  name               = "contoso-all"
  search_service_id  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Search/searchServices/contoso-vectors"
  subresource_name   = "blob"
  target_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.CognitiveServices/accounts/contoso-agents"
  request_message    = "request-message"
}
