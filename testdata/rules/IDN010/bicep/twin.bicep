resource everything 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: '11111111-0000-0000-0000-000000000001'
  properties: {
    roleName: 'Contoso everything'
    type: 'CustomRole'
    permissions: [
      {
        actions: ['Microsoft.Search/searchServices/read', '*'] // want error "the custom role allows everything: \"*\""
        notActions: ['*']
        dataActions: ['Microsoft.Storage/*'] // want warning "the custom role allows everything of one provider"
      }
    ]
    assignableScopes: [resourceGroup().id]
  }
}

resource reader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: '11111111-0000-0000-0000-000000000002'
  properties: {
    roleName: 'Contoso reader'
    type: 'CustomRole'
    permissions: [
      { actions: ['*/read', 'Microsoft.Network/*'], notActions: ['Microsoft.Search/*'] }
    ]
    assignableScopes: [resourceGroup().id]
  }
}
