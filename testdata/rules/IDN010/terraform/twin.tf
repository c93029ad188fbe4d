resource "azurerm_resource_group" "contoso" {
  name     = "contoso"
  location = "westeurope"
}

resource "azurerm_role_definition" "everything" {
  name  = "Contoso everything"
  scope = azurerm_resource_group.contoso.id
  permissions {
    actions      = ["Microsoft.Search/searchServices/read", "*"] # want error "the custom role allows everything: \"*\""
    not_actions  = ["*"]
    data_actions = ["Microsoft.Storage/*"] # want warning "the custom role allows everything of one provider"
  }
  assignable_scopes = [azurerm_resource_group.contoso.id]
}

resource "azurerm_role_definition" "reader" {
  name  = "Contoso reader"
  scope = azurerm_resource_group.contoso.id
  permissions {
    actions     = ["*/read", "Microsoft.Network/*"]
    not_actions = ["Microsoft.Search/*"]
  }
  assignable_scopes = [azurerm_resource_group.contoso.id]
}
