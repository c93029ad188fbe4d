resource "azurerm_resource_group_policy_assignment" "least" {
  resource_group_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso"
  name                 = "contoso-least"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/67121cc7-ff39-4ab8-b7e3-95b84dab487d"
}

resource "azurerm_resource_group_policy_assignment" "all" {
  resource_group_id    = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso"
  name                 = "contoso-all"
  policy_definition_id = "/providers/Microsoft.Authorization/policyDefinitions/67121cc7-ff39-4ab8-b7e3-95b84dab487d"
  enforce              = false
  parameters           = jsonencode({ effect = { value = "Audit" } })
  metadata             = jsonencode({ category = "AI" })
  not_scopes           = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Search/searchServices/contoso-vectors"]
  location             = "West Europe"

  non_compliance_message {
    content = "content"
  }

  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"]
  }
}
