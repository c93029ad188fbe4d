resource "azurerm_role_definition" "least" {
  role_definition_id = "44444444-4444-4444-4444-444444444444"
  name               = "contoso-least"
  scope              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
}

resource "azurerm_role_definition" "all" {
  role_definition_id = "44444444-4444-4444-4444-444444444444"
  name               = "contoso-all"
  scope              = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  assignable_scopes  = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso"]

  permissions {
    actions          = ["Microsoft.CognitiveServices/*/read"]
    not_actions      = ["Microsoft.CognitiveServices/accounts/listKeys/action"]
    data_actions     = ["Microsoft.DocumentDB/databaseAccounts/readMetadata"]
    not_data_actions = ["Microsoft.CognitiveServices/accounts/OpenAI/*/delete"]
  }
}
