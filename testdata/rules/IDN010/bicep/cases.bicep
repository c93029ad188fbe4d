param actions array
// want undetermined "whether the custom role allows everything can't be decided"
param action string
// want assumed "the custom role allows everything"
param assume string = '*/*'

resource grants 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('grants')
  properties: {
    roleName: 'Contoso grants'
    permissions: [
      {
        actions: [
          'Microsoft.Authorization/*' // want error "can hand out roles, every other one included"
          'microsoft.authorization/roleAssignments/write' // want error "can hand out roles"
          'Microsoft.Authorization/roleDefinitions/write' // want error "can hand out roles"
          'Microsoft.Authorization/roleAssignments/read'
          'Microsoft.CognitiveServices/accounts/listKeys/action' // want warning "the custom role reads keys"
          action
          assume
        ]
      }
      { dataActions: actions } // want undetermined "whether the custom role allows everything can't be decided"
    ]
    assignableScopes: [subscription().id]
  }
}

// A definition that is there already isn't judged.
resource there 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
}

output id string = there.id
