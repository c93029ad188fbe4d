resource "azurerm_role_assignment" "least" {
  name         = "contoso-least"
  scope        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  principal_id = "33333333-3333-3333-3333-333333333333"
}

resource "azurerm_role_assignment" "all" {
  name                                   = "contoso-all"
  scope                                  = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  role_definition_name                   = "Storage Blob Data Contributor"
  principal_id                           = "33333333-3333-3333-3333-333333333333"
  principal_type                         = "ServicePrincipal"
  condition                              = "condition"
  condition_version                      = "2.0"
  delegated_managed_identity_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.ManagedIdentity/userAssignedIdentities/contoso-keys"
  description                            = "description"
}

resource "azurerm_role_assignment" "other" {
  name                             = "contoso-other"
  scope                            = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/contoso/providers/Microsoft.Storage/storageAccounts/contosofiles"
  principal_id                     = "33333333-3333-3333-3333-333333333333"
  role_definition_id               = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
  skip_service_principal_aad_check = true
}
